/**
 * Does every call name a version of Graph that is still served? An expired one is answered silently by the oldest that
 * lives, until that differs in something that matters. A version that has expired in the middle of the run was alive when
 * the subject was started: no running process can know better, so those calls prove nothing. Calls without any version
 * are served by the oldest living one as well, and are remarked.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, were } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(5).describe('fewest calls'),
});
type Parameters = z.infer<typeof parameters>;

/** A path that Graph does not know: also that of a version that never was. */
const UNKNOWN_PATH = 2500;

export const usesLivingVersion: Check<Parameters> = {
  name: 'uses-living-version',
  summary: 'no call names an expired version of the Graph API',
  area: 'conformance',
  parameters,
  judge({ calls, incidents }, { minimum }) {
    const simulated = calls.filter((call) => call.simulated);
    const expiries = incidents.fired.filter(({ fault }) => fault.startsWith('version.expire'));
    const expiredAt = Math.min(Number.POSITIVE_INFINITY, ...expiries.map(({ at }) => at));
    const unknown = unknownVersions(simulated);
    const dead = simulated.filter(
      ({ servedBy, version, receivedAt }) =>
        (servedBy !== undefined && receivedAt < expiredAt) || (version !== undefined && unknown.has(version)),
    );
    const figure = `${dead.length} of ${count(simulated.length, 'call')}`;
    if (dead.length > 0) {
      return failed(
        figure,
        `${count(dead.length, 'call')} ${were(dead.length)} made to a version of Graph that is no longer served, or never was: ${versionsOf(dead)}. Name a living version in one place of the configuration, and move on before its last day.`,
        dead.map(findingOf),
      );
    }
    if (simulated.length < minimum) {
      return undecided(
        figure,
        `Only ${count(simulated.length, 'call')} ${were(simulated.length)} made; ${minimum} are needed.`,
      );
    }
    const late = simulated.filter(({ servedBy }) => servedBy !== undefined);
    if (late.length === simulated.length) {
      return undecided(
        figure,
        'The version expired before the first call: nothing shows which one the subject would have named.',
      );
    }
    const bare = simulated.filter(({ version }) => version === undefined).length;
    const remarks = [
      ...(late.length > 0
        ? [
            ` ${count(late.length, 'call')} came after the version had expired in the run, which is not held against a running process.`,
          ]
        : []),
      ...(bare > 0
        ? [` ${count(bare, 'call')} named no version at all: name one, or the oldest living one answers.`]
        : []),
    ];
    return passed(
      figure,
      `Every call named a version that was served when the subject was started.${remarks.join('')}`,
    );
  },
};

/** Versions whose every call was refused as an unknown path. */
function unknownVersions(calls: readonly Call[]): Set<string> {
  const unknown = new Set<string>();
  const known = new Set<string>();
  for (const { version, error, injected } of calls) {
    if (version === undefined || injected) continue;
    (error?.code === UNKNOWN_PATH ? unknown : known).add(version);
  }
  for (const version of known) unknown.delete(version);
  return unknown;
}

/** `v17.0 (served by v21.0), v99.0`. */
function versionsOf(dead: readonly Call[]): string {
  const names = dead.map(({ version = 'none', servedBy }) =>
    servedBy === undefined ? version : `${version} (served by ${servedBy})`,
  );
  return [...new Set(names)].sort().join(', ');
}

function findingOf(call: Call): Finding {
  const { id, version = 'none', servedBy, method, route, receivedAt } = call;
  const fate = servedBy === undefined ? 'which Graph does not know' : `which has expired; ${servedBy} served it`;
  return {
    sentence: `${route.startsWith(method) ? route : `${method} ${route}`} at ${instant(receivedAt)} named ${version}, ${fate} ${cite([id])}`,
    evidence: [id],
  };
}
