/** One operation's turn: its valid request and its bad ones, on fresh mocks, and what was not as the file says. */
import { badRequests } from './bad-requests.js';
import { type CheckAnswer, type Mismatch, named } from './check-answer.js';
import { checkRefusal } from './check-refusal.js';
import type { ApiDocument, ApiOperation } from './document.js';
import { Unprepared } from './graph.js';
import { judgeAnswers } from './judge-answers.js';
import type { Stage } from './stage.js';

export interface JudgeOptions {
  readonly document: ApiDocument;
  readonly check: CheckAnswer;
  readonly stage: Stage;
}

async function judgeRefusals(
  { document, check, stage }: JudgeOptions,
  operation: ApiOperation,
): Promise<readonly Mismatch[]> {
  let staged = await stage(operation);
  try {
    const found: Mismatch[] = [];
    const count = [...badRequests(document, operation, staged.valid)].length;
    for (let index = 0; index < count; index++) {
      const bad = [...badRequests(document, operation, staged.valid)][index];
      if (!bad) continue;
      const answer = await staged.graph.call(bad.call);
      found.push(...named(bad.what, checkRefusal(operation, bad, answer, check)));
      // An accepted one may have changed anything: the rest speaks to a fresh mock.
      if (answer.status < 300 && operation.method !== 'GET') {
        await staged.graph.close();
        staged = await stage(operation);
      }
    }
    return found;
  } finally {
    await staged.graph.close();
  }
}

/** Everything that differs, the reviewed differences included. */
export async function judgeOperation(options: JudgeOptions, operation: ApiOperation): Promise<readonly Mismatch[]> {
  const { document, check, stage } = options;
  try {
    const staged = await stage(operation);
    const answers = await judgeAnswers(document, check, operation, staged).finally(staged.graph.close);
    return [...answers, ...(await judgeRefusals(options, operation))];
  } catch (error) {
    if (error instanceof Unprepared) return [{ aspect: 'unprepared', text: error.message }];
    throw error;
  }
}
