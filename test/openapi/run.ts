/** The whole suite, for the test and for the command line: which file, which operations, and the report. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCheckAnswer, type Mismatch } from './check-answer.js';
import { type ApiDocument, type ApiOperation, readDocument } from './document.js';
import { judgeOperation } from './judge.js';
import { NOT_SIMULATED } from './judge-answers.js';
import { recipes } from './recipes/recipes.js';
import { EVERY, findReviewed, type Reviewed, reviewed } from './reviewed.js';
import { createStage } from './stage.js';
import { judgeWebhooks, WEBHOOKS } from './webhooks.js';

/** How one operation did. */
export interface Result {
  readonly operation: string;
  /** Differences that nobody has reviewed: with one, the operation does not conform. */
  readonly differences: readonly Mismatch[];
  /** Entries of the reviewed list that this operation needed. */
  readonly excused: readonly Reviewed[];
  /** Judged to the end, not given up halfway. */
  readonly isComplete: boolean;
}

export interface Suite {
  readonly operations: readonly ApiOperation[];
  judge(operation: ApiOperation): Promise<Result>;
}

const USUAL_FILE = '../shared/reference/meta-openapi-v23.0.yaml';
const REASON_SHOWN = 220;

/** The nearest folder above that holds the project: the compiled suite lies deeper than its sources. */
function projectRoot(): string {
  let folder = fileURLToPath(new URL('.', import.meta.url));
  while (!existsSync(resolve(folder, 'package.json')) && folder !== '/') folder = resolve(folder, '..');
  return folder;
}

/** Where Meta's file is; `undefined` when it is not there. @param given in place of the usual place. */
export function findDocument(given = process.env.WAPROOF_OPENAPI): string | undefined {
  const file = given === undefined ? resolve(projectRoot(), USUAL_FILE) : resolve(given);
  return existsSync(file) ? file : undefined;
}

function sift(operation: string, found: readonly Mismatch[]): Result {
  const excused = new Set<Reviewed>();
  const differences = found.filter(({ aspect }) => {
    const entry = findReviewed(operation, aspect);
    if (entry) excused.add(entry);
    return entry === undefined;
  });
  const isComplete = !differences.some(({ aspect }) => aspect === 'unprepared' || aspect === NOT_SIMULATED);
  return { operation, differences, excused: [...excused], isComplete };
}

export function createSuite(document: ApiDocument): Suite {
  const check = createCheckAnswer(document);
  const options = { document, check, stage: createStage(document, recipes) };
  return {
    operations: document.operations,
    judge: async (operation) =>
      sift(
        operation.name,
        await (operation.name === WEBHOOKS ? judgeWebhooks(operation, check) : judgeOperation(options, operation)),
      ),
  };
}

export const openSuite = (file: string): Suite => createSuite(readDocument(file));

/** Entries of the reviewed list that nothing needed, of operations that were judged to the end. */
export function unusedReviews(results: readonly Result[]): readonly Reviewed[] {
  const used = new Set(results.flatMap(({ excused }) => excused));
  const complete = new Set(results.filter(({ isComplete }) => isComplete).map(({ operation }) => operation));
  const isWhole = complete.size === results.length;
  return reviewed.filter(
    (entry) => !used.has(entry) && (entry.operation === EVERY ? isWhole : complete.has(entry.operation)),
  );
}

export function report(results: readonly Result[], everyReason = false): string {
  const failed = results.filter(({ differences }) => differences.length > 0);
  const excused = results.filter((it) => it.differences.length === 0 && it.excused.length > 0);
  const width = Math.max(0, ...failed.map(({ operation }) => operation.length));
  const rows = failed.flatMap(({ operation, differences }) => {
    const shown = everyReason ? differences : differences.slice(0, 1);
    const more = differences.length - shown.length;
    return shown.map(
      ({ text }, index) =>
        `  ${(index === 0 ? operation : '').padEnd(width)}  ${text.slice(0, REASON_SHOWN)}` +
        (more > 0 ? ` (and ${more} more)` : ''),
    );
  });
  const unused = unusedReviews(results).map(
    ({ operation, aspect }) => `  no longer needed on the reviewed list: ${operation}, ${aspect}`,
  );
  return [
    `${results.length - failed.length} of ${results.length} operations conform` +
      `, ${excused.length} of them with reviewed differences`,
    ...rows,
    ...unused,
  ].join('\n');
}
