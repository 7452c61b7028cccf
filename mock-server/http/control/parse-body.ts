/** What came with a command, checked; a mistake names every member at fault. */
import type { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';

/** @throws UsageError that begins with `failure`. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown, failure: string): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new UsageError(failure, problems);
}
