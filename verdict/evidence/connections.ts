/**
 * Which calls could have used a connection that was there? One stands idle when its last answer was given a moment ago:
 * long enough for the caller to have read it on a busy machine, short enough that neither side has closed it for its age. A
 * connection that a fault broke, or that belonged to a process that has ended, is gone.
 */
import type { Call } from './calls.js';

export interface Choice {
  readonly call: Call;
  /** The last call of a connection that stood idle. */
  readonly idle: Call;
  /** It opened a new connection. */
  readonly isNew: boolean;
}

const SHORTEST_IDLE_MS = 250;
/** Servers and clients keep idle connections for some seconds at least; those of common clients for 4 s. */
const LONGEST_IDLE_MS = 2_000;

/** So many connections are looked at for an idle one: those that were used longest ago come first. */
const MOST_LOOKED_AT = 64;

interface Line {
  readonly last: Call;
  /** End of the latest answer, in ms; a batch has several calls at once. */
  readonly freeAt: number;
  readonly isBroken: boolean;
}

/**
 * @param calls by `receivedAt`, all with their connection.
 * @param restarts instants at which a process began or ended.
 */
export function choicesOf(calls: readonly Call[], restarts: readonly number[]): Choice[] {
  const ends = [...restarts].sort((a, b) => a - b);
  const seen = new Set<number>();
  /** By last use, the longest ago first. */
  const lines = new Map<number, Line>();
  const choices: Choice[] = [];
  let ended = 0;
  for (const call of calls) {
    const { connection = 0, receivedAt } = call;
    for (; (ends[ended] ?? Number.POSITIVE_INFINITY) <= receivedAt; ended++) lines.clear();
    const idle = idleAmong(lines, receivedAt);
    if (idle) choices.push({ call, idle: idle.last, isNew: !seen.has(connection) });
    const own = lines.get(connection);
    seen.add(connection);
    lines.delete(connection);
    lines.set(connection, {
      last: call,
      freeAt: Math.max(call.at, own?.freeAt ?? 0),
      isBroken: (own?.isBroken ?? false) || breaks(call),
    });
  }
  return choices;
}

/** Whoever gave up waiting has closed it, and so has whoever broke off the answer. A failure may make a client careful. */
const breaks = ({ answer, injected }: Call) => answer === 'lost' || injected;

/** Drops connections that may have died of old age. */
function idleAmong(lines: Map<number, Line>, now: number): Line | undefined {
  let looked = 0;
  for (const [connection, line] of lines) {
    const idleMs = now - line.freeAt;
    if (idleMs > LONGEST_IDLE_MS || (line.isBroken && idleMs >= 0)) lines.delete(connection);
    else if (idleMs >= SHORTEST_IDLE_MS && !line.isBroken) return line;
    if (++looked >= MOST_LOOKED_AT) return undefined;
  }
  return undefined;
}
