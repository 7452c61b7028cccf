/** History files as tests look at them: plain lines, without the judge's own reader. */
import { readFileSync } from 'node:fs';
import type { HistoryHeader } from '../../core/history.js';
import type { Observation, ObservationKind, Observed } from '../../core/observations.js';

export interface ReadHistory {
  readonly header: HistoryHeader;
  readonly observations: readonly Observation[];
  readonly of: <Kind extends ObservationKind>(kind: Kind) => Observed<Kind>[];
}

/** All lines but the last, if that one has no end; every other line must be JSON. */
export function readLines(file: string): ReadHistory {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const [header, ...observations] = lines.map((line): unknown => JSON.parse(line));
  const all = observations as Observation[];
  return {
    header: header as HistoryHeader,
    observations: all,
    of: <Kind extends ObservationKind>(kind: Kind) => all.filter((it): it is Observed<Kind> => it.kind === kind),
  };
}

/** Subjects that were started and of which no end is recorded. */
export function orphansOf(file: string): number[] {
  try {
    const { of } = readLines(file);
    return of('subject.started')
      .slice(of('subject.exited').length)
      .map(({ pid }) => pid);
  } catch {
    return [];
  }
}
