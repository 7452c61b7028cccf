/**
 * Is every update of a POST served, and not the first alone? Meta puts several messages and statuses into one POST when there
 * is much to tell. Judged are messages that came behind others in a POST: acknowledged, they must get their answer as
 * messages do that came alone or in front. With an element that cannot be understood (`poison`) the POST must be
 * answered 2xx and the others served all the same, or Meta delivers all of it again, for days. Accused is what clearly
 * happens more often there than elsewhere. Statuses have no visible effect and are not judged.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import { isDuring } from '../evidence/downtimes.js';
import type { Evidence } from '../evidence/evidence.js';
import { createFates } from '../evidence/fate.js';
import { type Delivery, type EventDelivery, type Inbound, isSuccess } from '../evidence/inbound.js';
import { NOBODY_WRITES, nobodyWrites } from '../evidence/kinds.js';
import { failed, notApplicable, passed, undecided } from '../judgement.js';
import { isClearlyMore } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, short } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(5).describe('fewest messages that came behind others in a POST'),
});
type Parameters = z.infer<typeof parameters>;

/** One accident is no manner. */
const FEWEST_CASES = 2;

export const handlesBatches: Check<Parameters> = {
  name: 'handles-batches',
  summary: 'every update of a POST is served, whatever else is in it',
  area: 'acknowledgement',
  provokedBy: ['webhook.batch'],
  parameters,
  judge(evidence, { minimum }) {
    if (nobodyWrites(evidence)) return notApplicable(NOBODY_WRITES);
    const posts = postsIn(evidence);
    const tally = tallyOf(evidence, posts);
    const isLosing = tally.lost.length >= FEWEST_CASES && isClearlyMore(share(tally.lost, tally.behind), tally.others);
    const poison = poisonIn(posts, evidence);
    const isRefusing =
      poison.refused.length >= FEWEST_CASES && isClearlyMore(share(poison.refused, poison.of), poison.usual);
    const figure = `${tally.lost.length} of ${count(tally.behind, 'message')} behind others lost, ${poison.refused.length} of ${count(poison.of, 'poisoned POST')} refused`;
    if (isLosing || isRefusing) {
      const parts = [
        ...(isLosing
          ? [`${tally.lost.length} of ${tally.behind} messages that came behind others in a POST got no answer`]
          : []),
        ...(isRefusing
          ? [
              `${poison.refused.length} of ${poison.of} POSTs with one element that cannot be understood were not answered 2xx`,
            ]
          : []),
      ];
      return failed(
        figure,
        `${parts.join('; ')}. Loop over entry, changes, messages and statuses, each with its own try and catch, and answer 200 for the whole.`,
        [...(isLosing ? tally.lost.map(lostFinding) : []), ...(isRefusing ? poison.refused.map(refusedFinding) : [])],
      );
    }
    if (tally.behind < minimum) {
      return undecided(
        figure,
        `Only ${count(tally.behind, 'message')} came behind others in a POST; ${minimum} are needed.`,
      );
    }
    if (tally.lost.length + poison.refused.length > 0) {
      return undecided(figure, 'Some updates in common POSTs fared badly, but not clearly more often than others.', [
        ...tally.lost.map(lostFinding),
        ...poison.refused.map(refusedFinding),
      ]);
    }
    return passed(figure, `All ${tally.behind} messages that came behind others in a POST were answered.`);
  },
};

const share = (cases: readonly unknown[], of: number) => ({ hits: cases.length, of });

type Carried = Delivery | EventDelivery;

interface Posts {
  /** The deliveries of each POST that held several, in their order, as they first came. */
  readonly common: readonly (readonly Carried[])[];
  /** Those that went alone: most, as a rule. */
  eachAlone(visit: (delivery: Carried) => void): void;
}

function postsIn({ deliveries, events }: Evidence): Posts {
  const posts = new Map<number, Carried[]>();
  const seen = new Set<number>();
  for (const list of [deliveries, events]) {
    for (const delivery of list) {
      const { batch, delivery: number } = delivery.sent;
      if (batch === undefined || seen.has(number)) continue;
      seen.add(number);
      const post = posts.get(batch);
      if (post) post.push(delivery);
      else posts.set(batch, [delivery]);
    }
  }
  for (const post of posts.values()) post.sort((x, y) => x.sent.delivery - y.sent.delivery);
  return {
    common: [...posts.values()],
    eachAlone(visit) {
      for (const list of [deliveries, events])
        for (const delivery of list) if (delivery.sent.batch === undefined) visit(delivery);
    },
  };
}

interface Tally {
  /** Messages that never stood in front or alone. */
  behind: number;
  readonly lost: Inbound[];
  readonly others: { hits: number; of: number };
}

function tallyOf(evidence: Evidence, posts: Posts): Tally {
  const tally: Tally = { behind: 0, lost: [], others: { hits: 0, of: 0 } };
  const behind = new Set<string>();
  for (const [, ...others] of posts.common)
    for (const { sent } of others) if (sent.carries === 'message') behind.add(sent.message);
  for (const [first] of posts.common) if (first?.sent.carries === 'message') behind.delete(first.sent.message);
  posts.eachAlone(({ sent }) => {
    if (sent.carries === 'message') behind.delete(sent.message);
  });
  const fates = createFates(evidence);
  for (const inbound of evidence.byMessage.values()) {
    const fate = fates.of(inbound);
    if (fate !== 'answered' && fate !== 'missing') continue;
    if (inbound.deliveries.some(({ sent }) => sent.variant === 'poison')) continue;
    if (behind.has(inbound.wrote.message)) {
      tally.behind++;
      if (fate === 'missing') tally.lost.push(inbound);
    } else {
      tally.others.of++;
      if (fate === 'missing') tally.others.hits++;
    }
  }
  return tally;
}

interface Poison {
  readonly of: number;
  readonly refused: readonly Carried[];
  readonly usual: { hits: number; of: number };
}

function poisonIn(posts: Posts, { downtimes }: Evidence): Poison {
  const usual = { hits: 0, of: 0 };
  const refused: Carried[] = [];
  let of = 0;
  const isJudged = ({ sent, answered }: Carried) =>
    answered !== undefined && !isDuring(downtimes, sent.at, answered.at);
  const isRefused = ({ answered }: Carried) => !isSuccess(answered?.status);
  const countUsual = (delivery: Carried) => {
    if (!isJudged(delivery)) return;
    usual.of++;
    if (isRefused(delivery)) usual.hits++;
  };
  for (const post of posts.common) {
    const [first] = post;
    const bad = post.find(({ sent }) => sent.variant === 'poison');
    if (!bad && first) countUsual(first);
    if (!bad || !isJudged(bad)) continue;
    of++;
    if (isRefused(bad)) refused.push(bad);
  }
  posts.eachAlone(countUsual);
  return { of, refused, usual };
}

function lostFinding({ wrote, deliveries }: Inbound): Finding {
  const evidence = [wrote.id, ...deliveries.map(({ sent }) => sent.id)];
  const batch = deliveries[0]?.sent.batch;
  const post = batch === undefined ? 'a common POST' : `the POST that begins with delivery ${batch}`;
  return {
    sentence: `${phone(wrote.user)} got no answer to inbound ${short(wrote.message)}, which came behind others in ${post} ${cite(evidence)}`,
    evidence,
  };
}

function refusedFinding({ sent, answered }: Carried): Finding {
  const evidence = answered ? [sent.id, answered.id] : [sent.id];
  return {
    sentence: `a POST with an element that cannot be understood, at ${instant(sent.at)}, was answered ${answered?.status ?? `not at all (${answered?.problem ?? 'timeout'})`} ${cite(evidence)}`,
    evidence,
  };
}
