/**
 * Are connections kept and used again? A new connection for each call costs a TLS handshake each time and, under load, the
 * ports. A call had the choice when a connection stood idle that had been used a moment ago and that no fault had broken; judged is how
 * often it opened a new one all the same. So connections that die of old age, in an outage or with their process do
 * not count, and neither does a pool that grows while all of its connections are busy.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import { type Choice, choicesOf } from '../evidence/connections.js';
import { failed, passed, undecided } from '../judgement.js';
import { SURE, wilson } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, span } from '../wording.js';

const parameters = z.strictObject({
  calls: z.number().gt(1).default(5).describe('least calls on a connection, where it could be used again'),
  minimum: z.int().positive().default(20).describe('fewest calls that could have used an idle connection'),
});
type Parameters = z.infer<typeof parameters>;

export const reusesConnections: Check<Parameters> = {
  name: 'reuses-connections',
  summary: 'calls use connections again instead of opening a new one each time',
  area: 'throughput',
  parameters,
  judge({ calls, incidents }, limits) {
    const known = calls.filter(({ connection }) => connection !== undefined);
    if (known.length === 0) {
      return undecided('no connections known', 'The history does not say over which connections calls came.');
    }
    const choices = choicesOf(
      known,
      [...incidents.starts, ...incidents.exits].map(({ at }) => at),
    );
    const wasted = choices.filter(({ isNew }) => isNew);
    const connections = new Set(known.map(({ connection }) => connection)).size;
    const figure = `${(known.length / connections).toFixed(1)} calls per connection, ${wasted.length} of ${count(choices.length, 'call')} opened one beside an idle one`;
    if (choices.length < limits.minimum) {
      return undecided(
        figure,
        `Only ${count(choices.length, 'call')} could have used an idle connection; ${limits.minimum} are needed.`,
      );
    }
    const { lower, upper } = wilson(wasted.length, choices.length, SURE);
    if (lower > 1 / limits.calls) {
      return failed(
        figure,
        `${wasted.length} of ${count(choices.length, 'call')} opened a new connection although one stood idle: fewer than ${limits.calls} calls on a connection. Make one HTTP client with keep-alive when the program starts, use it for all calls, and read each answer to its end.`,
        wasted.map(findingOf),
      );
    }
    if (upper >= 1 / limits.calls) {
      return undecided(
        figure,
        `${wasted.length} of ${count(choices.length, 'call')} opened a new connection beside an idle one: more calls are needed to be sure which side of the limit that is.`,
      );
    }
    return passed(figure, 'Connections are used again.');
  },
};

function findingOf({ call, idle }: Choice): Finding {
  const evidence = [idle.id, call.id];
  const number = ({ connection }: Call) => connection ?? 0;
  return {
    sentence: `the call at ${instant(call.receivedAt)} came over the new connection ${number(call)}, although connection ${number(idle)} had been free for ${span(call.receivedAt - idle.at)} ${cite(evidence)}`,
    evidence,
  };
}
