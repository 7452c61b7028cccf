/**
 * After 131056 (too many messages to one user), does the send to that user wait as Meta asks (4^n s, n from 0), and do the
 * others go on meanwhile? Both halves are judged apart and both are needed. A wait counts from the refusal to the next
 * attempt of the same send, whichever manner of jitter it has; six seconds are always enough, as that is the pace that a pair may keep
 * for ever. Whether others go on shows in messages of other users that were delivered while a send waited.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import { errorName, isPairLimited, mayHaveCrossed } from '../evidence/calls.js';
import { type Bystander, bystandersOf, type PairWait } from '../evidence/pair-waits.js';
import { cleanAttempts, type Send } from '../evidence/sends.js';
import { failed, passed, undecided } from '../judgement.js';
import { SURE, wilson } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, percent, phone, short, span, were } from '../wording.js';

const parameters = z.strictObject({
  share: z.number().min(0).max(1).default(0.5).describe('least share of 4^n s that a wait must have: room for jitter'),
  minimum: z.int().positive().default(3).describe('fewest waits after a first and after a repeated refusal'),
  others: z.int().positive().default(20).describe('fewest messages of other users that came meanwhile'),
});
type Parameters = z.infer<typeof parameters>;

/** Meta: "4^X seconds, where X starts at 0 and is incremented by 1 after each failure". */
const BASE_MS = 1_000;
const GROWTH = 4;
/** Meta: one message in six seconds to the same user is within the limit. */
const PAIR_INTERVAL_MS = 6_000;
/** Timers are late, never early, but for the grain of clocks and for the stamp of the answer. */
const GRANULARITY_MS = 50;
/** Whoever goes on serves nearly all in time; whoever stops, if only for a part of each wait, clearly fewer. */
const GOES_ON = 0.7;

export const respectsPairRate: Check<Parameters> = {
  name: 'respects-pair-rate',
  summary: 'after 131056 the send to that user waits 4^n s, and others go on meanwhile',
  area: 'backoff',
  parameters,
  judge(evidence, { share, minimum, others }) {
    const waits = evidence.sends.flatMap(pairWaitsOf);
    const short = waits.filter((wait) => wait.ms < neededMs(wait, share) - GRANULARITY_MS);
    const bystanders = bystandersOf(evidence, waits);
    const served = bystanders.filter(({ isServed }) => isServed).length;
    const going = wilson(served, bystanders.length, SURE);
    const figure = `${short.length} of ${count(waits.length, 'wait')} too short, ${served} of ${bystanders.length} others served meanwhile`;
    const stops = bystanders.length >= others && going.upper < GOES_ON;
    if (short.length > 0 || stops) {
      const problems = [
        ...(short.length > 0 ? [tooShort(short, waits.length)] : []),
        ...(stops ? [stopped(bystanders.length - served, bystanders.length)] : []),
      ];
      const held = bystanders.filter(({ isServed }) => !isServed);
      return failed(figure, problems.join(' '), [
        ...short.map((wait) => findingOfWait(wait, share)),
        ...(stops ? held.map(findingOfHeld) : []),
      ]);
    }
    const missing = missingFor(waits, minimum, bystanders.length, { others, isClear: going.lower > GOES_ON });
    if (missing) return undecided(figure, missing);
    return passed(figure, 'Sends to a user who had too many wait longer each time, and others are served meanwhile.');
  },
};

/** Waits of one send after its refusals, `nth` counting from 0. */
function pairWaitsOf(send: Send): PairWait[] {
  const attempts = cleanAttempts(send);
  const waits: PairWait[] = [];
  let nth = 0;
  for (const [index, refusal] of attempts.entries()) {
    const next = attempts[index + 1];
    if (!isPairLimited(refusal)) {
      nth = 0;
      continue;
    }
    if (next && !mayHaveCrossed(refusal, next)) {
      waits.push({ user: send.to, refusal, next, nth, ms: next.receivedAt - refusal.at });
    }
    nth++;
  }
  return waits;
}

const neededMs = ({ nth }: PairWait, share: number) => Math.min(share * BASE_MS * GROWTH ** nth, PAIR_INTERVAL_MS);

function tooShort(short: readonly PairWait[], waits: number): string {
  const first = short.filter(({ nth }) => nth === 0).length;
  const which = first === 0 ? 'after a repeated refusal ' : '';
  return `${short.length} of ${count(waits, 'wait')} ${which}${were(short.length)} too short: after 131056 wait 1 s before the next send to that user, then 4 s, then 16 s.`;
}

const stopped = (held: number, all: number) =>
  `${held} of ${count(all, 'message')} of other users ${were(held)} held up while a send to one user waited: the limit binds one user alone. Put the send aside for its time and go on with the next; do not sleep in the worker.`;

function missingFor(
  waits: readonly PairWait[],
  minimum: number,
  bystanders: number,
  { others, isClear }: { others: number; isClear: boolean },
): string | undefined {
  const first = waits.filter(({ nth }) => nth === 0).length;
  const repeated = waits.length - first;
  if (waits.length === 0) return 'No send was tried again after 131056: nothing shows how long it would wait.';
  if (first < minimum) return `Only ${count(first, 'wait')} after a first 131056; ${minimum} are needed.`;
  if (repeated < minimum) {
    return `The first waits are long enough, but whether they grow cannot be told: only ${count(repeated, 'wait')} after a repeated 131056, ${minimum} are needed.`;
  }
  if (bystanders < others) {
    return `Waits are long enough, but whether others go on cannot be told: only ${count(bystanders, 'message')} of other users came so early in a wait that the pace of the calm would have answered them within it; ${others} are needed.`;
  }
  return isClear
    ? undefined
    : 'Waits are long enough, but of the messages of other users some were served meanwhile and some were not.';
}

function findingOfWait({ user, refusal, next, nth, ms }: PairWait, share: number): Finding {
  const evidence = [refusal.id, next.id];
  const asked = span(BASE_MS * GROWTH ** nth);
  return {
    sentence: `a send to ${phone(user)} met ${errorName(refusal)} at ${instant(refusal.at)}, for the ${nth + 1}. time in a row, and came again after ${span(ms)}; Meta asks for ${asked}, and at least ${percent(share)} of it counts as waiting ${cite(evidence)}`,
    evidence,
  };
}

function findingOfHeld({ inbound, during, first }: Bystander): Finding {
  const evidence = [inbound.wrote.id, during.refusal.id, ...(first ? [first.id] : [])];
  const fate = first ? `was first answered at ${instant(first.receivedAt)}` : 'was never answered';
  return {
    sentence: `inbound ${short(inbound.wrote.message)} of ${phone(inbound.wrote.user)}, delivered at ${instant(inbound.deliveries[0]?.sent.at ?? 0)} while a send to ${phone(during.user)} waited until ${instant(during.next.receivedAt)}, ${fate} ${cite(evidence)}`,
    evidence,
  };
}
