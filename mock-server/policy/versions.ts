/**
 * Graph API versions and their fate. Source: Graph "Versions" page, state of November 2026. An expired version is
 * served silently by the oldest living one; a version that never was is an unknown path (checked before the token).
 */
import { type GraphError, graphError } from '../errors/graph-error.js';

export interface GraphVersion {
  readonly version: string;
  readonly released: string;
  /** Last day of service; absent: not announced. */
  readonly expires?: string;
}

export const graphVersions: readonly GraphVersion[] = [
  { version: 'v13.0', released: '2022-02-08', expires: '2024-05-28' },
  { version: 'v14.0', released: '2022-05-25', expires: '2024-09-17' },
  { version: 'v15.0', released: '2022-09-15', expires: '2024-11-20' },
  { version: 'v16.0', released: '2023-02-02', expires: '2025-05-14' },
  { version: 'v17.0', released: '2023-05-23', expires: '2025-09-12' },
  { version: 'v18.0', released: '2023-09-12', expires: '2026-01-26' },
  { version: 'v19.0', released: '2024-01-23', expires: '2026-05-21' },
  { version: 'v20.0', released: '2024-05-21', expires: '2026-09-24' },
  { version: 'v21.0', released: '2024-10-02', expires: '2027-01-21' },
  { version: 'v22.0', released: '2025-01-21', expires: '2027-05-20' },
  { version: 'v23.0', released: '2025-05-29', expires: '2027-10-08' },
  { version: 'v24.0', released: '2025-10-08', expires: '2028-02-18' },
  { version: 'v25.0', released: '2026-02-18', expires: '2028-07-29' },
  { version: 'v26.0', released: '2026-07-29' },
];

export const latestVersion = 'v26.0';

/** The newest cannot, and what never was neither. */
export const canExpire = (version: string): boolean =>
  version !== latestVersion && graphVersions.some((row) => row.version === version);

export interface VersionPolicy {
  /** The version that really serves a call (`v23.0`; none: the oldest living), or the refusal. */
  serving(asked: string | undefined, pathAfterVersion: string): string | GraphError;
  /** Until this wall time all that holds; then another version has expired. */
  readonly holdsUntil: number;
}

const DAY_MS = 86_400_000;

/** The first day after the next last day. */
function nextExpiry(today: string): number {
  const lastDays = graphVersions.flatMap(({ expires }) => (expires !== undefined && expires >= today ? [expires] : []));
  return lastDays.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...lastDays.map(Date.parse)) + DAY_MS;
}

/** The last row that was expired by hand, and with it all before; -1: none. */
const lastExpired = (versions: readonly string[]): number =>
  Math.max(-1, ...versions.map((version) => graphVersions.findIndex((row) => row.version === version)));

/**
 * @param wallTime milliseconds since the Unix epoch, for which the living range is decided.
 * @param expired versions that are expired whatever the calendar says, and with each those before it.
 */
export function createVersionPolicy(wallTime: number, expired: readonly string[] = []): VersionPolicy {
  const today = new Date(wallTime).toISOString().slice(0, 10);
  const ended = new Set(graphVersions.slice(0, lastExpired(expired) + 1));
  const isAlive = (row: GraphVersion) => !ended.has(row) && (!row.expires || today <= row.expires);
  const oldestAlive = graphVersions.find(isAlive)?.version ?? latestVersion;
  const servedBy = new Map(
    graphVersions.map((row) => [row.version, isAlive(row) ? row.version : oldestAlive] as const),
  );
  return {
    holdsUntil: nextExpiry(today),
    serving(asked, pathAfterVersion) {
      if (asked === undefined) return oldestAlive;
      return servedBy.get(asked) ?? graphError(2500, { message: `Unknown path components: ${pathAfterVersion}` });
    },
  };
}
