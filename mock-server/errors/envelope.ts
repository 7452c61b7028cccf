/** Meta's error envelope: members in the order of live answers, `fbtrace_id` always last. */
import type { GraphError } from './graph-error.js';
import { stringifyForGraph } from './json-escapes.js';

/** Meta's page about blocking users shows `error_data` without the product. */
const isBlocklist = ({ code }: GraphError): boolean => code >= 139_100 && code <= 139_103;

export function renderEnvelope(error: GraphError, traceId: string): string {
  return stringifyForGraph({
    ...error.beside,
    error: {
      message: error.message,
      type: error.type,
      code: error.code,
      ...(error.details !== undefined && {
        error_data: { ...(!isBlocklist(error) && { messaging_product: 'whatsapp' }), details: error.details },
      }),
      ...(error.blame !== undefined && { error_data: { blame_field_specs: [error.blame] } }),
      ...(error.subcode !== undefined && { error_subcode: error.subcode }),
      ...(error.isTransient !== undefined && { is_transient: error.isTransient }),
      ...(error.userTitle !== undefined && { error_user_title: error.userTitle }),
      ...(error.userMessage !== undefined && { error_user_msg: error.userMessage }),
      fbtrace_id: traceId,
    },
  });
}
