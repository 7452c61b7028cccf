/**
 * Reads a history file, also one that a killed process left behind. A broken last line is the moment of the cut; a broken
 * line elsewhere is skipped with a warning. Not checked: the fields of each observation, which waproof itself wrote.
 */
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { History, HistoryHeader } from '../core/history.js';
import type { Observation } from '../core/observations.js';
import { UsageError } from '../core/usage-error.js';
import { instant } from './wording.js';

const header = z.looseObject({
  waproof: z.literal(1),
  scenario: z.string(),
  title: z.string(),
  seed: z.number(),
  version: z.string(),
  startedAt: z.string(),
  load: z.array(z.looseObject({ ratePerSecond: z.number(), fromMs: z.number(), toMs: z.number() })),
  phases: z.array(
    z.looseObject({
      name: z.string(),
      fromMs: z.number(),
      toMs: z.number(),
      faults: z.array(z.looseObject({ id: z.string(), name: z.string() })),
    }),
  ),
  settleMs: z.number(),
  webhookTimeoutMs: z.number(),
  checks: z.array(z.looseObject({ check: z.string(), parameters: z.record(z.string(), z.unknown()) })),
  expects: z.looseObject({ replies: z.number().optional() }),
  command: z.string(),
});

const MOST_NAMED_LINES = 10;

/** @throws {UsageError} when the file cannot be read or its first line is no header. */
export async function readHistory(path: string): Promise<History> {
  let read: HistoryHeader | undefined;
  let number = 0;
  const observations: Observation[] = [];
  const broken: number[] = [];
  const share = createSharing();
  let last = { number: 0, broken: false };
  for await (const line of linesOf(path)) {
    number++;
    if (!read) read = parseHeader(line, path);
    else if (line !== '') {
      const observation = parseObservation(line, share);
      if (observation) observations.push(observation);
      else broken.push(number);
      last = { number, broken: observation === undefined };
    }
  }
  if (!read) throw new UsageError(`${path} is empty: expected a history, whose first line is a header`);
  const warnings = warningsFor(broken.filter((line) => !last.broken || line !== last.number));
  return { header: read, observations, warnings: [...warnings, ...endWarnings(observations, last)] };
}

/** Without newlines. Reads in large pieces: a history may have millions of lines. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1_048_576 })) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw new UsageError(`cannot read the history ${path}: ${error.message}`);
    }
    throw error;
  }
  if (rest !== '') yield rest;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function parseHeader(line: string, path: string): HistoryHeader {
  const value = parseJson(line);
  const expected = 'expected the first line of a history: {"waproof":1,"scenario":…}';
  if (typeof value !== 'object' || value === null || !('waproof' in value)) {
    throw new UsageError(`${path} is no history of waproof: ${expected}, got ${line.slice(0, 60) || 'nothing'}`);
  }
  if (value.waproof !== 1) {
    throw new UsageError(`${path} has format ${JSON.stringify(value.waproof)}; this version of waproof reads format 1`);
  }
  const parsed = header.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new UsageError(`${path} has a broken header: ${expected}`, problems);
  }
  // What the schema does not name (a fault's parameters, texts) is passed on as it was written.
  return value as HistoryHeader;
}

function parseObservation(line: string, share: (text: string) => string): Observation | undefined {
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Record<string, unknown>;
  if (typeof record.id !== 'number' || typeof record.at !== 'number' || typeof record.kind !== 'string')
    return undefined;
  for (const field of SHARED_FIELDS) {
    const text = record[field];
    if (typeof text === 'string') record[field] = share(text);
  }
  return value as Observation;
}

/** These recur in many observations: kept once each, they take a third less memory. */
const SHARED_FIELDS = ['kind', 'message', 'user', 'to', 'answers', 'callbackData', 'digest', 'route', 'name'] as const;

function createSharing(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const same = known.get(text);
    if (same === undefined) known.set(text, text);
    return same ?? text;
  };
}

function warningsFor(broken: readonly number[]): string[] {
  const named = broken.slice(0, MOST_NAMED_LINES).map((line) => `line ${line} is no observation and was left out`);
  const more = broken.length - named.length;
  return more > 0 ? [...named, `${more} more lines are no observations and were left out`] : named;
}

function endWarnings(observations: readonly Observation[], last: { number: number; broken: boolean }): string[] {
  const cut = instant(observations.reduce((latest, { at }) => Math.max(latest, at), 0));
  return [
    ...(last.broken ? [`line ${last.number}, the last one, is broken: judged up to there`] : []),
    ...(observations.some(({ kind }) => kind === 'run.ended')
      ? []
      : [`the history ends without its last line: the run was cut off at ${cut}`]),
  ];
}
