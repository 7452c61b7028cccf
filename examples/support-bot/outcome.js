/**
 * What a call of the Graph API came to. Three ways to fail, three ways to go on: `permanent` will fail again,
 * `transient` did not happen and may work later, `unknown` may have happened and must not be repeated blindly.
 */
import { GraphApiError } from '@kapso/whatsapp-cloud-api';

/** Meta's codes that heal by waiting: overload, rate limits, maintenance. */
const TRANSIENT_CODES = new Set([
  ...[1, 2, 4, 17, 32, 341, 613, 80007, 80008],
  ...[130429, 131000, 131016, 131056, 131057, 133004],
]);
const DEAD_TOKEN = 190;

/** The connection was never made, so nothing can have happened. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * @typedef {{ kind: 'accepted', messageId: string }
 *   | { kind: 'fetched', bytes: number }
 *   | { kind: 'dead-token', problem: string }
 *   | { kind: 'permanent', problem: string, code?: number }
 *   | { kind: 'transient', problem: string, code?: number, retryAfterMs?: number, down?: boolean }
 *   | { kind: 'unknown', problem: string }} Outcome `down`: the failure is Meta's own, and the call may have had its effect
 */

/** @returns {Outcome} */
export function fromAnswer(answer) {
  const messageId = answer?.messages?.[0]?.id;
  // A 200 whose body tells nothing: something between us and Meta spoke.
  return messageId ? { kind: 'accepted', messageId } : { kind: 'unknown', problem: 'an answer without a message id' };
}

/** @param {Response} response of a download @returns {Promise<Outcome>} */
export async function fromFile(response) {
  const { byteLength } = await response.arrayBuffer();
  if (response.ok && byteLength > 0) return { kind: 'fetched', bytes: byteLength };
  return { kind: 'transient', problem: `HTTP ${response.status}`, down: response.status >= 500 };
}

/** @returns {Outcome} */
export function fromError(error) {
  if (error instanceof GraphApiError) return fromGraphError(error);
  if (error?.name === 'ZodError') return { kind: 'permanent', problem: error.message };
  const reason = error?.cause?.code ?? error?.name ?? 'error';
  const problem = `${reason}: ${error?.cause?.message ?? error?.message}`;
  return NEVER_SENT.has(reason) ? { kind: 'transient', problem, down: true } : { kind: 'unknown', problem };
}

/** @param {GraphApiError} error */
function fromGraphError(error) {
  const { httpStatus, code, message: problem } = error;
  if (code === DEAD_TOKEN) return { kind: 'dead-token', problem };
  // A gateway does not know what became of the call behind it.
  if (httpStatus >= 500 && error.raw?.error === undefined) return { kind: 'unknown', problem };
  const down = httpStatus >= 500;
  const transient = down || httpStatus === 429 || TRANSIENT_CODES.has(code) || error.raw?.error?.isTransient === true;
  if (!transient) return { kind: 'permanent', problem, code };
  return { kind: 'transient', problem, code, down, retryAfterMs: error.retry.retryAfterMs };
}
