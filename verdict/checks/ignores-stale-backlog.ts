/**
 * Are messages that are days old when they arrive left alone? After a long outage Meta delivers what it has kept: an answer to
 * a question of last week confuses whoever asked. Judged only where a scenario asks for it, for some businesses want every
 * message answered. An answer counts if it says what it answers, or if its user had nothing but old messages. A subject
 * may do anything else with them: store them, show them to a person, mark them as read.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import type { Evidence } from '../evidence/evidence.js';
import { acknowledgedAt, type Inbound, isStale } from '../evidence/inbound.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, percent, phone, short } from '../wording.js';

const parameters = z.strictObject({
  allowance: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('share of old messages that may be answered as if they were new'),
  minimum: z.int().positive().default(10).describe('fewest acknowledged messages that were old when they came'),
});
type Parameters = z.infer<typeof parameters>;

export const ignoresStaleBacklog: Check<Parameters> = {
  name: 'ignores-stale-backlog',
  summary: 'messages that are days old when they arrive are not answered as fresh ones',
  area: 'recovery',
  parameters,
  judge(evidence, { allowance, minimum }) {
    const stale = [...evidence.byMessage.values()].filter(
      (inbound) => isStale(inbound) && acknowledgedAt(inbound) !== undefined,
    );
    const named = namedIn(evidence);
    const judged = stale.filter((inbound) => named.anyNamed || onlyOld(inbound, evidence));
    const answered = judged.filter(
      (inbound) => inbound.effects.length > 0 && (named.sources.has(inbound) || onlyOld(inbound, evidence)),
    );
    const figure = `${answered.length} of ${count(judged.length, 'old message')} answered`;
    if (judged.length < minimum) {
      return undecided(
        figure,
        `Only ${count(judged.length, 'message')} that were old when they came can be judged; ${minimum} are needed.`,
      );
    }
    if (!evidence.normals.answers) {
      return undecided(figure, 'Fresh messages have no visible answer either, so that none to old ones shows nothing.');
    }
    if (answered.length <= judged.length * allowance) {
      const allowed = answered.length > 0 ? ` (allowed: ${percent(allowance)})` : '';
      return passed(figure, `Old messages were acknowledged and not answered as fresh ones${allowed}.`);
    }
    return failed(
      figure,
      `${answered.length} of ${judged.length} messages that were days old were answered as if they had just been written. Compare the message's own timestamp with the time, and put what is older than a few minutes aside for a person.`,
      answered.map(findingOf),
    );
  },
};

function namedIn({ sends }: Evidence): { sources: ReadonlySet<Inbound>; anyNamed: boolean } {
  const sources = new Set<Inbound>();
  for (const { source, attempts } of sends) if (source && attempts.some(({ effect }) => effect)) sources.add(source);
  return { sources, anyNamed: sources.size > 0 };
}

/** Whatever went to this user answers something old. */
const onlyOld = ({ wrote }: Inbound, { byUser }: Evidence) => byUser.get(wrote.user)?.inbound.every(isStale) ?? false;

function findingOf({ wrote, deliveries, effects }: Inbound): Finding {
  const [first] = deliveries;
  const evidence = [wrote.id, ...(first ? [first.sent.id] : []), ...effects.map(({ id }) => id)];
  return {
    sentence: `inbound ${short(wrote.message)} of ${phone(wrote.user)}, days old when it was delivered at ${instant(first?.sent.at ?? wrote.at)}, was answered at ${instant(effects[0]?.at ?? wrote.at)} ${cite(evidence)}`,
    evidence,
  };
}
