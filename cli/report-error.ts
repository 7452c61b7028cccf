/** Errors as a person reads them; a stack only for what is a bug of ours. */
import { UsageError } from '../core/usage-error.js';
import { SubjectError } from '../harness/subject-error.js';
import { EXIT } from './exit-codes.js';

export function describeSubjectError({ message, lastLines, logFile }: SubjectError): string {
  const output =
    lastLines.length > 0
      ? ['its last output:', ...lastLines.map((line) => `  | ${line}`)]
      : logFile
        ? ['it printed nothing']
        : [];
  return [`subject failed: ${message}`, ...output, ...(logFile ? [`all of it: ${logFile}`] : [])].join('\n');
}

/** Says what went wrong and gives the exit code. */
export function describeError(error: unknown): { text: string; code: number } {
  if (error instanceof UsageError) return { text: error.message, code: EXIT.usage };
  if (error instanceof SubjectError) return { text: describeSubjectError(error), code: EXIT.subject };
  return { text: `a bug in waproof: ${error instanceof Error ? error.stack : String(error)}`, code: 70 };
}
