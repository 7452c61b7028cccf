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
  expects: z.looseObject({ replies: z.number().optional(), thinkingMs: z.number().optional() }),
  command: z.string(),
});

const MOST_NAMED_LINES = 10;

/**
 * @param isWanted what it does not let through is forgotten at once; the latest observation stays in any case, for it says
 * how far the history goes. Default: everything.
 * @throws {UsageError} when the file cannot be read or its first line is no header.
 */
export async function readHistory(
  path: string,
  isWanted: (observation: Observation) => boolean = () => true,
): Promise<History> {
  let read: HistoryHeader | undefined;
  let number = 0;
  const observations: Observation[] = [];
  const broken: number[] = [];
  const share = createSharing();
  let unwanted: Observation | undefined;
  let last = { number: 0, broken: false };
  for await (const line of linesOf(path)) {
    number++;
    if (!read) read = parseHeader(line, path);
    else if (line !== '') {
      const observation = parseObservation(line, share);
      if (!observation) broken.push(number);
      else if (!isWanted(observation)) unwanted = observation;
      else observations.push(observation);
      last = { number, broken: observation === undefined };
    }
  }
  if (unwanted && unwanted.id > (observations.at(-1)?.id ?? 0)) observations.push(unwanted);
  if (!read) throw new UsageError(`${path} is empty: expected a history, whose first line is a header`);
  const warnings = warningsFor(broken.filter((line) => !last.broken || line !== last.number));
  return { header: read, observations, warnings: [...warnings, ...endWarnings(observations, last)] };
}

/** Of the lives of messages only their failures are evidence; what the subject was told of them are deliveries. */
const isAskedFor = (observation: Observation) =>
  observation.kind !== 'status.reached' || observation.status === 'failed';

/** What checks ask for, and nothing more: for histories of any length. Reports that show a run need all of it. */
export const readForJudging = (path: string): Promise<History> => readHistory(path, isAskedFor);

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

function parseObservation(line: string, { text: share, list }: Sharing): Observation | undefined {
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Record<string, unknown>;
  if (typeof record.id !== 'number' || typeof record.at !== 'number' || typeof record.kind !== 'string')
    return undefined;
  for (const field of SHARED_FIELDS) {
    const text = record[field];
    if (typeof text === 'string') record[field] = share(text);
  }
  if (Array.isArray(record.faults)) record.faults = list(record.faults);
  return value as Observation;
}

/** These recur in many observations: kept once each, they take a third less memory. */
const SHARED_FIELDS = [
  'kind',
  'message',
  'user',
  'to',
  'answers',
  'callbackData',
  'digest',
  'route',
  'name',
  'step',
  'phoneNumberId',
] as const;

interface Sharing {
  text(text: string): string;
  list(list: readonly unknown[]): readonly unknown[];
}

function createSharing(): Sharing {
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly unknown[]>();
  return {
    text(text) {
      const same = texts.get(text);
      if (same === undefined) texts.set(text, text);
      return same ?? text;
    },
    list(list) {
      const key = list.join('\n');
      const same = lists.get(key);
      if (same === undefined) lists.set(key, list);
      return same ?? list;
    },
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
