/** Calls of the Graph API over connections that are kept, each with a time limit, and what the bot may conclude. */
import { createHash } from 'node:crypto';
import { Agent, request } from 'undici';

/**
 * @typedef {{ kind: 'accepted', messageId: string } | { kind: 'refused' | 'unsure' | 'unknown', status?: number,
 *   code?: number, retryAfterMs?: number }} Outcome see `waiting.js`
 */

const CALL_LIMIT_MS = 6_000;

/** Settings of the connections; see undici's `Agent`. */
export const connections = { connections: 64 };

/** The connection was never made, so nothing can have happened. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the answer says about when to come again: `Retry-After`, or the minutes in the usage header. */
function retryAfterMs(headers) {
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) return seconds * 1_000;
  const usage = Object.values(parse(headers['x-business-use-case-usage'] ?? '') ?? {}).flat();
  const minutes = Math.max(0, ...usage.map((entry) => Number(entry?.estimated_time_to_regain_access) || 0));
  return minutes > 0 ? minutes * 60_000 : undefined;
}

/** An answer that is none of success. @returns {Outcome} */
function failure({ statusCode: status, headers }, answer) {
  const code = answer?.error?.code;
  const known = { status, code, retryAfterMs: retryAfterMs(headers) };
  if (status < 500) return { kind: 'refused', ...known };
  // Without Meta's envelope something between us and Meta spoke, which does not know what became of the call.
  return { kind: code === undefined ? 'unknown' : 'unsure', ...known };
}

const fromError = (error) =>
  NEVER_SENT.has(error.code) ? { kind: 'refused', status: 503 } : { kind: 'unknown', status: 0 };

/** @param {{ base: string, phoneNumberId: string, options?: object }} settings `base`: with the version */
export function createGraph({ base, phoneNumberId, options = connections }) {
  const dispatcher = new Agent(options);
  /** The limit holds for all of a call, however slowly it goes on. */
  const ask = (url, token, { body, ...options } = {}) =>
    request(url, {
      ...options,
      dispatcher,
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });

  return {
    /** @returns {Promise<Outcome>} */
    async send(payload, token) {
      try {
        const answer = await ask(`${base}/${phoneNumberId}/messages`, token, { method: 'POST', body: payload });
        const told = parse(await answer.body.text());
        if (answer.statusCode >= 300) return failure(answer, told);
        const messageId = told?.messages?.[0]?.id;
        return messageId ? { kind: 'accepted', messageId } : { kind: 'unknown', status: answer.statusCode };
      } catch (error) {
        return fromError(error);
      }
    },
    /** Where a file is now, and what it is. @returns {Promise<Outcome | { kind: 'found', url: string, size: number }>} */
    async lookUp(mediaId, token) {
      try {
        const answer = await ask(`${base}/${mediaId}`, token);
        const told = parse(await answer.body.text());
        if (answer.statusCode >= 300) return failure(answer, told);
        return told?.url ? { kind: 'found', url: told.url, size: told.file_size } : { kind: 'unknown' };
      } catch (error) {
        return fromError(error);
      }
    },
    /** @returns {Promise<Outcome | { kind: 'fetched', size: number, sha256: string }>} */
    async download({ url, size }, token) {
      try {
        const answer = await ask(url, token);
        if (answer.statusCode >= 300) return failure(answer, parse(await answer.body.text()));
        const hash = createHash('sha256');
        let bytes = 0;
        for await (const chunk of answer.body) {
          hash.update(chunk);
          bytes += chunk.length;
        }
        if (bytes !== Number(size)) return { kind: 'unknown', status: answer.statusCode };
        return { kind: 'fetched', size: bytes, sha256: hash.digest('hex') };
      } catch (error) {
        return fromError(error);
      }
    },
  };
}
