/**
 * Progress of several runs at once: on a terminal a line for each that is under way, over a line that counts; elsewhere a
 * line now and then, so that a log stays readable. Each end is a line of its own.
 */
import { type Cancel, type Clock, repeat } from '../core/clock.js';
import { formatDuration } from '../core/durations.js';
import type { Progress } from '../harness/observer.js';
import type { RunVerdict } from '../verdict/verdict.js';
import type { Console } from './console.js';

const REDRAW_MS = 500;
const LOG_MS = 10_000;

interface Line {
  readonly name: string;
  readonly beganAt: number;
  readonly plannedMs: number;
  progress?: Progress;
}

export interface RunLine {
  readonly update: (progress: Progress) => void;
  /** Undefined: there was nothing to judge. */
  readonly end: (verdict: RunVerdict | undefined) => void;
}

export interface SeveralProgress {
  begin(name: string, plannedMs: number): RunLine;
  stop(): void;
}

export interface SeveralProgressOptions {
  readonly out: Pick<Console, 'note' | 'progress' | 'isTerminal'>;
  readonly clock: Clock;
  readonly quiet: boolean;
  /** How many there are to play. */
  readonly total: number;
}

const MARKS = { pass: '✔', fail: '✖', inconclusive: '?' } as const;

/** `✖ duplicates  fail: effects-once` */
function describeEnd(name: string, tookMs: number, verdict: RunVerdict | undefined): string {
  if (!verdict) return `✖ ${name}: nothing to judge`;
  const named = (outcome: string) => verdict.checks.filter((it) => it.verdict === outcome).map(({ check }) => check);
  const details = [
    ...(named('fail').length > 0 ? [`fail: ${named('fail').join(', ')}`] : []),
    ...(named('inconclusive').length > 0 ? [`open: ${named('inconclusive').join(', ')}`] : []),
    ...(verdict.harness.limited ? ['waproof itself was too slow'] : []),
  ];
  const rest = details.length > 0 ? ` · ${details.join(' · ')}` : '';
  return `${MARKS[verdict.verdict]} ${name} ${verdict.verdict} after ${formatDuration(Math.round(tookMs / 1_000) * 1_000)}${rest}`;
}

export function createSeveralProgress({ out, clock, quiet, total }: SeveralProgressOptions): SeveralProgress {
  const running = new Set<Line>();
  const ended = new Map<string, RunVerdict['verdict'] | 'nothing'>();
  const beganAt = clock.now();

  const seconds = (ms: number) => `${(ms / 1_000).toFixed(0)} s`;

  function counts(): string {
    const number = (outcome: string) => [...ended.values()].filter((it) => it === outcome).length;
    const outcomes = (['pass', 'fail', 'inconclusive'] as const)
      .filter((outcome) => number(outcome) > 0)
      .map((outcome) => `${number(outcome)} ${outcome}`);
    return [`${seconds(clock.now() - beganAt)} · ${ended.size} of ${total} done`, ...outcomes].join(' · ');
  }

  function describe({ name, beganAt: lineBeganAt, plannedMs, progress }: Line, width: number): string {
    const where = `${seconds(clock.now() - lineBeganAt).padStart(5)} of at most ${seconds(plannedMs)}`;
    const what = progress
      ? [
          progress.phase,
          `in ${progress.inboundPerSecond}/s`,
          `replies ${progress.repliesPerSecond}/s`,
          `errors ${progress.errorsPerSecond}/s`,
          `${progress.waitingUsers} users waiting`,
        ].join(' · ')
      : 'starting';
    return `  ${name.padEnd(width)}  ${where} · ${what}`;
  }

  function show(): void {
    if (running.size === 0) return;
    if (!out.isTerminal) {
      const lines = [...running].map(({ name, beganAt: at }) => `${name} ${seconds(clock.now() - at)}`);
      return out.progress(`${counts()} · under way: ${lines.join(', ')}`);
    }
    const width = Math.max(...[...running].map(({ name }) => name.length));
    out.progress([...[...running].map((line) => describe(line, width)), counts()].join('\n'));
  }

  const cancel: Cancel = quiet ? () => {} : repeat(clock, out.isTerminal ? REDRAW_MS : LOG_MS, show);

  return {
    begin(name, plannedMs) {
      const line: Line = { name, beganAt: clock.now(), plannedMs };
      running.add(line);
      return {
        update(progress) {
          line.progress = progress;
        },
        end(verdict) {
          running.delete(line);
          ended.set(name, verdict?.verdict ?? 'nothing');
          if (!quiet) out.note(describeEnd(name, clock.now() - line.beganAt, verdict));
        },
      };
    },
    stop: cancel,
  };
}
