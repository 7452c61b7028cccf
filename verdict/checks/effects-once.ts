/**
 * Does a message that is delivered several times have the effects of one delivered once? Counted are the answers that
 * reached the user. A second answer that a lost Graph answer explains is left to `sends-once`; where the two cannot be
 * told apart, neither accuses. Nor is an answer counted that was accepted so shortly before the subject was killed that
 * it could not note it (`evidence/downtimes.ts`).
 *
 * Subjects whose number of answers varies in the calm opening are accused of a case only if the same content went
 * out again, or if surplus answers are frequent. Not seen: duplicates of answers that such a subject words anew, few at
 * a time; and what `evidence/replies.ts` says about subjects that name no message.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import { isAmbiguousEffect } from '../evidence/calls.js';
import { isCrashAmbiguous } from '../evidence/downtimes.js';
import type { Evidence } from '../evidence/evidence.js';
import type { Inbound } from '../evidence/inbound.js';
import { NOBODY_WRITES, nobodyWrites } from '../evidence/kinds.js';
import { mostRepeated, type Normal } from '../evidence/normal.js';
import type { Send } from '../evidence/sends.js';
import { failed, notApplicable, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instants, phone, short } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(5).describe('fewest messages delivered more than once'),
});
type Parameters = z.infer<typeof parameters>;

/** Of a subject whose number of answers varies: share of messages with more than ever before that chance can explain. */
const CHANCE_SHARE = 0.05;
const CHANCE_CASES = 2;

export const effectsOnce: Check<Parameters> = {
  name: 'effects-once',
  summary: 'a message delivered several times has the effects of one delivered once',
  area: 'idempotency',
  provokedBy: ['webhook.duplicate'],
  parameters,
  judge(evidence, { minimum }) {
    if (nobodyWrites(evidence)) return notApplicable(NOBODY_WRITES);
    const repeated = [...evidence.byMessage.values()].filter((inbound) => inbound.deliveries.length > 1);
    const judged = repeated.flatMap((inbound) => {
      const normal = evidence.normals.of(inbound);
      return normal && normal.most > 0 ? [{ inbound, surplus: surplusOf(inbound, normal, evidence) }] : [];
    });
    const certain = judged.filter(({ surplus }) => surplus === 'certain').map(({ inbound }) => inbound);
    const possible = judged.filter(({ surplus }) => surplus === 'possible').map(({ inbound }) => inbound);
    const frequent = possible.length > Math.max(CHANCE_CASES, judged.length * CHANCE_SHARE);
    const doubled = frequent ? [...certain, ...possible] : certain;
    const again = answeredAgain(evidence);
    const figure = `${doubled.length} of ${count(judged.length, 'repeated message')}`;

    if (judged.length >= minimum && doubled.length > 0) {
      return failed(
        figure,
        `${count(doubled.length, 'message')} of ${judged.length} that were delivered more than once had their effects more than once. Meta delivers at least once: remember the id of every inbound message before acting on it, in a place that concurrent deliveries and restarts share.`,
        [...doubled.map((inbound) => repeatedFinding(inbound, evidence)), ...again],
      );
    }
    if (again.length > 0) {
      return failed(
        `${count(again.length, 'answer')} sent again after a success`,
        `${count(again.length, 'answer')} to messages delivered once went out again although the first was accepted and the answer arrived. Send an answer no more once it was accepted.`,
        again,
      );
    }
    if (judged.length < minimum) return undecided(figure, missing(repeated.length, judged.length, minimum));
    if (possible.length > 0) {
      return undecided(
        figure,
        `${count(possible.length, 'repeated message')} had more answers than any in the calm opening, but their number varies by nature here: state expects.replies to decide it.`,
        possible.map((inbound) => repeatedFinding(inbound, evidence)),
      );
    }
    return passed(figure, `No message had its effects twice, though ${judged.length} were delivered more than once.`);
  },
};

function missing(repeated: number, judged: number, minimum: number): string {
  if (repeated < minimum) return `Only ${count(repeated, 'message')} came more than once; ${minimum} are needed.`;
  return `${repeated} messages came more than once, but for only ${judged} of them is it known how many answers are normal (learned in the calm opening, or stated as expects.replies); ${minimum} are needed.`;
}

/** Answers that reached the user: one that failed later does not count, the subject may well replace it. */
function lasting(inbound: Inbound, { failedAt }: Evidence): Call[] {
  return inbound.effects.filter((call) => call.message === undefined || !failedAt.has(call.message));
}

function surplusOf(inbound: Inbound, normal: Normal, evidence: Evidence): 'none' | 'possible' | 'certain' {
  const effects = lasting(inbound, evidence);
  // Each lost Graph answer that was followed by another effect explains one of them.
  const isOpen = (call: Call) => isAmbiguousEffect(call) || isCrashAmbiguous(call, evidence.crashes);
  const explained = effects.slice(0, -1).filter(isOpen).length;
  if (effects.length - explained <= normal.most) return 'none';
  const varies = normal.least !== normal.most;
  return varies && mostRepeated(effects) - explained <= normal.repeats ? 'possible' : 'certain';
}

function repeatedFinding(inbound: Inbound, evidence: Evidence): Finding {
  const effects = lasting(inbound, evidence);
  const same = mostRepeated(effects);
  const what = same > 1 ? `the same answer ${same} times` : `${effects.length} answers`;
  const deliveries = inbound.deliveries.map(({ sent }) => sent);
  const delivered = deliveries.map((sent) => sent.id);
  const sent = effects.map((call) => call.id);
  return {
    sentence: `user ${phone(inbound.wrote.user)} received ${what}: inbound ${short(inbound.wrote.message)} was delivered at ${instants(deliveries.map(({ at }) => at))} ${cite(delivered)}, answers were accepted at ${instants(effects.map(({ at }) => at))} ${cite(sent)}`,
    evidence: [...delivered, ...sent],
  };
}

/** Answers to a message delivered once whose content was accepted again after a success that the subject knew of. */
function answeredAgain(evidence: Evidence): Finding[] {
  const findings: Finding[] = [];
  for (const [inbound, sends] of namedSends(evidence.sends)) {
    const normal = evidence.normals.of(inbound);
    if (inbound.deliveries.length !== 1 || !normal || normal.most === 0) continue;
    for (const known of byContent(sends, evidence).values()) {
      const last = known.at(-1);
      const isKnown = (call: Call) => call.outcome === 'accepted' && !isCrashAmbiguous(call, evidence.crashes);
      const successes = known.filter((call) => isKnown(call) && last && call.at <= last.receivedAt);
      if (!last || successes.length < normal.repeats) continue;
      findings.push({
        sentence: `user ${phone(inbound.wrote.user)} received the same answer ${known.length} times: inbound ${short(inbound.wrote.message)} was delivered once, answers were accepted at ${instants(known.map(({ at }) => at))} ${cite(known.map(({ id }) => id))}`,
        evidence: [...inbound.deliveries.map(({ sent }) => sent.id), ...known.map(({ id }) => id)],
      });
    }
  }
  return findings;
}

function namedSends(sends: readonly Send[]): Map<Inbound, Send[]> {
  const named = new Map<Inbound, Send[]>();
  for (const send of sends) {
    // A second answer is needed for one to be doubled.
    if (!send.source || send.source.effects.length < 2) continue;
    const list = named.get(send.source);
    if (list) list.push(send);
    else named.set(send.source, [send]);
  }
  return named;
}

function byContent(sends: readonly Send[], { failedAt }: Evidence): Map<string, Call[]> {
  const contents = new Map<string, Call[]>();
  for (const call of sends.flatMap((send) => send.attempts)) {
    if (!call.effect || (call.message !== undefined && failedAt.has(call.message))) continue;
    const list = contents.get(call.digest ?? '');
    if (list) list.push(call);
    else contents.set(call.digest ?? '', [call]);
  }
  for (const list of contents.values()) list.sort((a, b) => a.receivedAt - b.receivedAt || a.id - b.id);
  return contents;
}
