/**
 * Do the answers to one user come in the order of that user's messages? Judged are two messages in a row of which the second
 * came after the first was acknowledged and before it was answered: there the subject knew the order and could break it. Only
 * answers that say what they answer count, and only where neither met an error, for a retry is late by right. What users
 * see is the order in which answers are accepted: of two calls side by side, the slower one comes later. So whoever waits
 * for the answer to one call before making the next cannot be overtaken.
 *
 * Meta says nothing of the order in which it delivers, so messages delivered side by side have none. A subject that waits until
 * a user has said all and answers once has no order to keep. Not seen: the order of the parts of one answer.
 */
import { z } from 'zod';
import type { WaId } from '../../core/ids.js';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { acknowledgedAt, firstDelivery, type Inbound } from '../evidence/inbound.js';
import { NOBODY_WRITES, nobodyWrites } from '../evidence/kinds.js';
import { failed, notApplicable, passed, undecided } from '../judgement.js';
import { fewestBeyondChance } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, percent, phone, short, span } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(20).describe('fewest pairs of messages of which the second could overtake'),
});
type Parameters = z.infer<typeof parameters>;

/** Accepted less apart than this, two answers may have changed places in event loops, ours or the subject's. */
const GRANULARITY_MS = 50;
/** Share of pairs that such an accident may turn round even so, on a busy machine: assumed, and far above what was seen. */
const ACCIDENTS = 0.001;
/** Chance of a false alarm that is put up with. */
const RISK = 0.001;

const ONE_ANSWER =
  'The subject waits until a user has said all and answers once, as the calm opening shows: there is no order of answers to keep.';

export const orderedPerUser: Check<Parameters> = {
  name: 'ordered-per-user',
  summary: "replies to one user come in the order of that user's messages",
  area: 'conformance',
  parameters,
  judge(evidence, { minimum }) {
    if (nobodyWrites(evidence)) return notApplicable(NOBODY_WRITES);
    const pairs = pairsIn(evidence);
    const inverted = pairs.filter(isInverted);
    const figure = `${inverted.length} of ${count(pairs.length, 'pair')} overtaken`;
    const needed = fewestBeyondChance(pairs.length, ACCIDENTS, RISK);
    if (inverted.length >= needed) {
      return failed(
        figure,
        `${inverted.length} of ${pairs.length} answers overtook the answer to the user's message before. Work on the messages of one user one after the other: a queue for each user, or a lock that lasts until the answer was accepted.`,
        inverted.map(findingOf),
      );
    }
    if (inverted.length > 0) {
      return undecided(
        figure,
        `${count(inverted.length, 'answer')} overtook another, which an accident of sockets could explain; ${needed} are needed as proof.`,
        inverted.map(findingOf),
      );
    }
    if (pairs.length < minimum && evidence.normals.gathers) return notApplicable(ONE_ANSWER);
    if (pairs.length < minimum) return undecided(figure, missing(pairs.length, evidence, minimum));
    return passed(
      figure,
      `No answer overtook another, though ${pairs.length} could have: it happens in less than ${percent(3 / pairs.length)} of such pairs (95 % confidence).`,
    );
  },
};

interface Pair {
  readonly user: WaId;
  readonly first: Inbound;
  readonly second: Inbound;
  /** First attempts of their answers. */
  readonly answers: readonly [Call, Call];
}

function pairsIn(evidence: Evidence): Pair[] {
  const answers = firstAnswers(evidence);
  const pairs: Pair[] = [];
  for (const [user, { inbound }] of evidence.byUser) {
    for (const [index, second] of inbound.entries()) {
      const first = inbound[index - 1];
      const [before, after] = [first && answers.get(first), answers.get(second)];
      if (!first || !before || !after || !isSmooth(first, before) || !isSmooth(second, after)) continue;
      const since = acknowledgedAt(first) ?? Number.POSITIVE_INFINITY;
      const delivered = firstDelivery(second);
      if (since <= delivered && delivered < before.at) pairs.push({ user, first, second, answers: [before, after] });
    }
  }
  return pairs;
}

/** The first attempt to answer each message, of sends that say what they answer. */
function firstAnswers({ sends }: Evidence): Map<Inbound, Call> {
  const answers = new Map<Inbound, Call>();
  for (const { source, attempts, to } of sends) {
    const [call] = attempts;
    if (source && call && source.wrote.user === to && !answers.has(source)) answers.set(source, call);
  }
  return answers;
}

/** It went well at once: nothing made it late but the subject itself. */
function isSmooth({ attempts }: Inbound, answer: Call): boolean {
  return answer.outcome === 'accepted' && attempts[0] === answer;
}

const isInverted = ({ answers: [before, after] }: Pair) => before.at - after.at >= GRANULARITY_MS;

function missing(pairs: number, { sends }: Evidence, minimum: number): string {
  if (sends.length > 0 && !sends.some(({ source }) => source)) {
    return 'The answers do not say what they answer, so that their order cannot be seen: set context.message_id, or name the message in biz_opaque_callback_data.';
  }
  return `Only ${count(pairs, 'pair')} of messages came so close that an answer could overtake the other; ${minimum} are needed.`;
}

function findingOf({ user, first, second, answers: [before, after] }: Pair): Finding {
  const evidence = [first.wrote.id, second.wrote.id, after.id, before.id];
  return {
    sentence: `${phone(user)} wrote ${short(first.wrote.message)}, then ${short(second.wrote.message)}; the second was answered at ${instant(after.at)}, the first ${span(before.at - after.at)} later ${cite(evidence)}`,
    evidence,
  };
}
