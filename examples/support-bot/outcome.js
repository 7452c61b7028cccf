/**
 * What a call of the Graph API came to. Three ways to fail, three ways to go on: `permanent` will fail again,
 * `transient` did not happen and may work later, `unknown` may have happened and must not be repeated blindly.
 */
import { GraphApiError } from '@kapso/whatsapp-cloud-api';

/** Meta's codes that heal by waiting: overload, rate limits, maintenance. */
const TRANSIENT_CODES = new Set([1, 2, 4, 17, 32, 341, 80007, 130429, 131000, 131016, 131056, 131057, 133004]);

/** The connection was never made, so nothing can have happened. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * @typedef {{ kind: 'accepted', messageId: string }
 *   | { kind: 'permanent', problem: string, code?: number }
 *   | { kind: 'transient', problem: string, code?: number, retryAfterMs?: number }
 *   | { kind: 'unknown', problem: string }} Outcome
 */

/** @returns {Outcome} */
export function fromAnswer(answer) {
  const messageId = answer?.messages?.[0]?.id;
  // A 200 whose body tells nothing: something between us and Meta spoke.
  return messageId ? { kind: 'accepted', messageId } : { kind: 'unknown', problem: 'an answer without a message id' };
}

/** @returns {Outcome} */
export function fromError(error) {
  if (error instanceof GraphApiError) return fromGraphError(error);
  if (error?.name === 'ZodError') return { kind: 'permanent', problem: error.message };
  const reason = error?.cause?.code ?? error?.name ?? 'error';
  const problem = `${reason}: ${error?.cause?.message ?? error?.message}`;
  return { kind: NEVER_SENT.has(reason) ? 'transient' : 'unknown', problem };
}

/** @param {GraphApiError} error */
function fromGraphError(error) {
  const { httpStatus, code, message: problem } = error;
  // A gateway that ran out of patience does not know what became of the call behind it.
  if (httpStatus === 504) return { kind: 'unknown', problem };
  const transient =
    httpStatus === 429 || httpStatus >= 500 || TRANSIENT_CODES.has(code) || error.raw?.error?.isTransient === true;
  if (!transient) return { kind: 'permanent', problem, code };
  return { kind: 'transient', problem, code, retryAfterMs: error.retry.retryAfterMs };
}
