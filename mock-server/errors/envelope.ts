/** Meta's error envelope: members in the order of live answers, `fbtrace_id` always last. */
import type { GraphError } from './graph-error.js';
import { stringifyForGraph } from './json-escapes.js';

export function renderEnvelope(error: GraphError, traceId: string): string {
  return stringifyForGraph({
    error: {
      message: error.message,
      type: error.type,
      code: error.code,
      ...(error.details !== undefined && {
        error_data: { messaging_product: 'whatsapp', details: error.details },
      }),
      ...(error.subcode !== undefined && { error_subcode: error.subcode }),
      ...(error.isTransient !== undefined && { is_transient: error.isTransient }),
      fbtrace_id: traceId,
    },
  });
}
