/**
 * Which refusals are the doing of a fault that acts? Such a fault changes the platform, and the platform's own rules refuse
 * afterwards: the calls themselves are not marked as struck. Known are the codes that each fault brings about, and
 * whether sending again later is right.
 */
import type { Incidents } from './incidents.js';

interface Cause {
  readonly codes: readonly number[];
  /** It passes: with a new token the same call goes through. */
  readonly heals: boolean;
}

const CAUSES: Readonly<Record<string, Cause>> = {
  'token.expire': { codes: [190], heals: true },
  'version.expire': { codes: [2_635], heals: false },
  'template.pause': { codes: [132_001, 132_015, 132_016], heals: false },
  'number.lock': { codes: [368, 131_031], heals: false },
};

/** Codes that faults of this run brought about. @param only `for-good`: those that sending again does not heal. */
export function codesBroughtAbout({ fired }: Incidents, only: 'all' | 'for-good' = 'all'): ReadonlySet<number> {
  const causes = new Set(fired.map(({ fault }) => CAUSES[fault.replace(/#.*/, '')]));
  return new Set([...causes].flatMap((cause) => (cause && (only === 'all' || !cause.heals) ? cause.codes : [])));
}
