/**
 * `GET /?ids=1,2&fields=…` and `GET /{edge}?ids=…`: one read of several objects, answered by id (Graph, "Multi-get").
 * One id that cannot be read refuses the whole call.
 */
import { parameterError } from '../errors/graph-error.js';
import { type GraphStrikes, UNDISTURBED } from '../faults/board.js';
import type { Routed } from '../graph/router.js';
import { type Call, type Outcome, refused } from './call.js';
import type { Perform } from './perform.js';

/** Graph, "Multi-get": as many as a batch has entries. */
const MOST_IDS = 50;
const EDGE = /^\/(?:[a-z_]+)?$/;

const refusal = (text: string): Outcome => ({
  answer: refused(parameterError(text)),
  strikes: UNDISTURBED,
});

/** The reads run beside each other: the call takes as long as the slowest. */
const withDelays = (one: GraphStrikes, other: GraphStrikes): GraphStrikes =>
  other.delayedBy.length === 0
    ? one
    : {
        delayMs: Math.max(one.delayMs, other.delayMs),
        delayedBy: [...new Set([...one.delayedBy, ...other.delayedBy])],
      };

export function withMultiGet(perform: Perform, route: (method: string, path: string) => Routed): Perform {
  return (call, content, done) => {
    const { path, operation, version } = call.routed;
    if (operation) return perform(call, content, done);
    const { ids, ...parameters } = content.parameters;
    if (call.method !== 'GET' || typeof ids !== 'string' || !EDGE.test(path)) return perform(call, content, done);
    const wanted = [...new Set(ids.split(',').flatMap((id) => id.trim() || []))];
    if (wanted.length === 0) return done(refusal('The parameter ids is required.'));
    if (wanted.length > MOST_IDS) return done(refusal(`Param ids must have at most ${MOST_IDS} elements.`));

    const prefix = version === undefined ? '' : `/${version}`;
    const texts: string[] = [];
    let left = wanted.length;
    let failed: Outcome | undefined;
    let strikes: GraphStrikes = UNDISTURBED;
    for (const [index, id] of wanted.entries()) {
      const edge = path === '/' ? '' : path;
      const part: Call = { ...call, routed: route('GET', `${prefix}/${encodeURIComponent(id)}${edge}`) };
      perform(part, { ...content, parameters }, (outcome) => {
        texts[index] = `${JSON.stringify(id)}:${outcome.answer.text ?? '{}'}`;
        if (outcome.answer.error || outcome.ending) failed ??= outcome;
        strikes = withDelays(strikes, outcome.strikes);
        left--;
        if (left > 0) return;
        const whole = { status: 200, text: `{${texts.join(',')}}`, effect: false };
        // An answer that is spoilt on its way is that to the whole call.
        const answer = failed && (failed.answer.error || failed.answer.status === 0) ? failed.answer : whole;
        const { decisive } = failed?.strikes ?? UNDISTURBED;
        done({
          answer,
          ending: failed?.ending,
          facts: failed?.facts,
          strikes: { ...strikes, ...(decisive && { decisive }) },
          route: 'GET /?ids=',
        });
      });
    }
  };
}
