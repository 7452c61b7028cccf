/**
 * Which attempts are one send? Attempts to the same recipient with the same content and the same mark (the message
 * answered, else the callback data) belong together, as long as a retry is what the later one can be: an attempt
 * after an unambiguous success is a new effect, and one that began while the earlier one was still being answered
 * runs beside it. Not modelled: a retry whose content differs (say, a model's text made anew) counts as another send.
 */
import { type PhoneNumberId, type WaId, type Wamid, wamid } from '../../core/ids.js';
import type { Observation } from '../../core/observations.js';
import type { Call } from './calls.js';
import { type Inbound, type Inbox, latestDelivery } from './inbound.js';
import type { TokenFinder } from './tokens.js';

export interface Send {
  readonly from: PhoneNumberId | undefined;
  /** The user meant: a user id that was put in `to` is read as it was meant. */
  readonly to: WaId;
  readonly answers: Wamid | undefined;
  readonly callbackData: string | undefined;
  /** At least one, in order of `receivedAt`. */
  readonly attempts: Call[];
  /** The message that this send answers, when the send itself says so: by `answers`, by callback data that names one, else by a token. */
  readonly source: Inbound | undefined;
  /** A template that a campaign named for this user: it answers nothing. */
  readonly isCampaign: boolean;
  /** Messages whose tokens stand in the text. */
  readonly quotes: readonly Inbound[];
  /** How many attempts, from the first on, can only be retries of one and the same job; see `clean.ts`. */
  clean: number;
}

export interface Sends {
  /** By the first attempt. */
  readonly all: readonly Send[];
  /** Callback data that does not tell one job from another: the same for several users, or used again after a success. */
  readonly vagueCallbackData: ReadonlySet<string>;
}

const NONE: readonly Send[] = [];

export const isSendAttempt = (call: Call) => call.action === 'send' && call.simulated;

/** The attempts that may be judged as retries. */
export const cleanAttempts = (send: Send) => send.attempts.slice(0, send.clean);

export interface SendReaders {
  readonly findTokens: TokenFinder;
  /** Whether a campaign named this template for this user. */
  readonly isCampaign: (call: Call, to: WaId) => boolean;
}

export function buildSends(calls: readonly Call[], inbox: Inbox, { findTokens, isCampaign }: SendReaders): Sends {
  const all: Send[] = [];
  const openByKey = new Map<string, readonly Send[]>();
  const userOfCallbackData = new Map<string, WaId>();
  const vagueCallbackData = new Set<string>();
  const answered = new Set<Inbound>();
  for (const call of calls) {
    if (!isSendAttempt(call) || call.to === undefined) continue;
    const to = inbox.misread.get(call.to) ?? call.to;
    const key = keyOf(call);
    const open = openByKey.get(key) ?? NONE;
    if (call.callbackData !== undefined) {
      const user = userOfCallbackData.get(call.callbackData) ?? to;
      userOfCallbackData.set(call.callbackData, user);
      const usedAgain = openByKey.has(key) && open.length === 0;
      if (user !== to || usedAgain) vagueCallbackData.add(call.callbackData);
    }
    let send = open.find((earlier) => canRetry(earlier, call));
    if (send) send.attempts.push(call);
    else {
      const quotes = findTokens(call.text);
      const source = sourceOf({ call, to, quotes }, inbox, answered);
      send = begin(call, { to, quotes, source, isCampaign: source === undefined && isCampaign(call, to) });
      all.push(send);
    }
    if (send.source && call.effect) answered.add(send.source);
    const left = afterCall(open, send, call);
    // Whether callback data was used before is remembered; other keys are forgotten, or a long run has too many.
    if (left.length > 0 || call.callbackData !== undefined) openByKey.set(key, left);
    else openByKey.delete(key);
  }
  return { all, vagueCallbackData };
}

/** The sends of a key that may still be tried again. */
function afterCall(open: readonly Send[], send: Send, call: Call): readonly Send[] {
  if (call.outcome !== 'accepted') return open.includes(send) ? open : [...open, send];
  const left = open.filter((other) => other !== send);
  return left.length > 0 ? left : NONE;
}

/** Calls of a history in the order in which they were received. */
export function callsOf(observations: readonly Observation[]): Call[] {
  return observations
    .filter((observation) => observation.kind === 'graph.call')
    .sort((a, b) => a.receivedAt - b.receivedAt || a.id - b.id);
}

function keyOf(call: Call): string {
  const mark =
    call.answers !== undefined ? `a${call.answers}` : call.callbackData !== undefined ? `c${call.callbackData}` : '';
  return `${call.phoneNumberId ?? ''}\n${call.to}\n${call.digest ?? ''}\n${mark}`;
}

/** Had the send's last attempt ended when `call` came? A caller whose answer was lost may have stopped waiting earlier. */
function canRetry(send: Send, call: Call): boolean {
  const last = send.attempts.at(-1);
  return last !== undefined && (last.at <= call.receivedAt || last.answer === 'lost');
}

function begin(call: Call, about: Pick<Send, 'to' | 'source' | 'quotes' | 'isCampaign'>): Send {
  return {
    from: call.phoneNumberId,
    answers: call.answers,
    callbackData: call.callbackData,
    attempts: [call],
    ...about,
    clean: 0,
  };
}

const WAMID = /wamid\.[A-Za-z0-9+/=]+/g;

/** The message that callback data names, alone or with more around it (`<wamid>/2`); several are none. */
function namedIn(callbackData: string, byMessage: Inbox['byMessage']): Inbound | undefined {
  const found = new Set<Inbound>();
  for (const [text] of callbackData.matchAll(WAMID)) {
    // A slash may belong to the id or end it.
    for (let end = text.length; end > 0; end = text.lastIndexOf('/', end - 1)) {
      const inbound = byMessage.get(wamid(text.slice(0, end)));
      if (!inbound) continue;
      found.add(inbound);
      break;
    }
  }
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function sourceOf(
  { call, to, quotes }: { readonly call: Call; readonly to: WaId; readonly quotes: readonly Inbound[] },
  { byMessage, byUser }: Inbox,
  answered: ReadonlySet<Inbound>,
): Inbound | undefined {
  const named = call.answers === undefined ? undefined : byMessage.get(call.answers);
  // Some subjects name a job after the message that caused it.
  const job = call.callbackData === undefined ? undefined : namedIn(call.callbackData, byMessage);
  const quoted = quotes.findLast((inbound) => inbound.wrote.user === to) ?? quotes[0];
  if (named ?? job) return named ?? job;
  // A subject with a memory quotes old messages while it answers a new one.
  if (!quoted || !answered.has(quoted) || quoted.deliveries.length !== 1) return quoted;
  const own = byUser.get(quoted.wrote.user);
  return own?.deliveries[latestDelivery(own, call.receivedAt)]?.inbound === quoted ? quoted : undefined;
}
