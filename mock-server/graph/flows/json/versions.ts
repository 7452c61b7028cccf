/**
 * Versions of Flow JSON: which there are, and how two compare. Not modelled: the expiry of old ones, so that what was
 * written for them can still be tried (Meta's changelog freezes and expires them).
 */

const KNOWN = ['2.1', '3.0', '3.1', '4.0', '5.0', '5.1', '6.0', '6.1', '6.2', '6.3', '7.0', '7.1', '7.2', '7.3'];

/** The data APIs that an endpoint may speak. */
export const DATA_API_VERSIONS: readonly string[] = ['3.0', '4.0'];

export const isKnownVersion = (version: string): boolean => KNOWN.includes(version);

/** Whether `version` has what came with `since`; both are of the form `5.1`. */
export function hasReached(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = since.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
