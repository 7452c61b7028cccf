/**
 * Tells which attempts of a send are retries: a live approximation of what the verdict works out from the whole history.
 *
 * Attempts belong together when recipient, identifier (answered message, else callback data) and content are the same.
 * As in the verdict, an attempt after an unambiguous success is another send, and so is one that was received before
 * the previous attempt had ended. Not modelled: attempts whose text differs, and sends forgotten beyond the limit.
 */

import { createBoundedMap } from '../core/bounded-map.js';
import type { Observed } from '../core/observations.js';

export interface RetryTracker {
  /** What ended the attempt before this one (an error code, `lost`, or `none`); undefined for a first attempt. */
  attempt(call: Observed<'graph.call'>): string | undefined;
}

/** Open sends that are remembered. */
const REMEMBERED = 50_000;

interface OpenSend {
  endedAt: number;
  ending: string;
}

function endingOf(call: Observed<'graph.call'>): string {
  if (call.answer === 'lost') return 'lost';
  return call.error ? String(call.error.code) : 'none';
}

export function createRetryTracker(limit = REMEMBERED): RetryTracker {
  const open = createBoundedMap<string, OpenSend>(limit);

  return {
    attempt(call) {
      // The usual case, on the path of every send: nothing failed lately, and this did not either.
      if (open.size === 0 && call.outcome === 'accepted') return undefined;
      const identifier = call.answers ?? call.callbackData ?? '';
      const key = `${call.phoneNumberId ?? ''} ${call.to ?? ''} ${identifier} ${call.digest ?? ''}`;
      const previous = open.get(key);
      const retryOf = previous && call.receivedAt >= previous.endedAt ? previous.ending : undefined;
      if (call.outcome === 'accepted') {
        if (previous) open.delete(key);
      } else open.set(key, { endedAt: call.at, ending: endingOf(call) });
      return retryOf;
    },
  };
}
