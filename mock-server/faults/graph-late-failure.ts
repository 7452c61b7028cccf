/**
 * `graph.late-failure`: a send is accepted with 200, and the message fails later, by a status with an error. Which sends,
 * follows from the seed, the user and the how-manieth message to that user it is.
 */
import { z } from 'zod';
import { errorTable } from '../errors/error-table.js';
import { rowError } from '../errors/row-error.js';
import type { FaultKind } from './fault.js';
import { ofSends } from './parameters.js';

/** Titles of the errors of this code that come by webhook. */
const titlesOf = (code: number): string[] =>
  errorTable
    .filter(([rowCode, , , , , delivered]) => rowCode === code && delivered !== 'response')
    .map(([, , , , title]) => title);

const parameters = z
  .strictObject({
    code: z
      .int()
      .default(131_026)
      .refine((code) => titlesOf(code).length > 0, { error: 'expected the code of an error that comes by webhook' })
      .describe('131026 undeliverable, 131049 marketing limit, 130472 experiment, …'),
    title: z.string().optional().describe('which error, where several have this code'),
    details: z.string().min(1).max(1_000).optional().describe('in place of the usual error_data.details'),
    ...ofSends(0.2),
  })
  .superRefine(({ code, title }, context) => {
    const titles = titlesOf(code);
    if (title === undefined || titles.includes(title)) return;
    const message = `expected a title of this code in Meta’s table of errors: ${titles.join('; ')}`;
    context.addIssue({ code: 'custom', path: ['title'], message });
  });

type Parameters = z.output<typeof parameters>;

export const graphLateFailure: FaultKind<Parameters> = {
  name: 'graph.late-failure',
  side: 'graph',
  summary: 'Sends are accepted, and the messages fail later, by a status.',
  models:
    'Errors that come by webhook only: 131026, 131049, 130472 … (Meta, "Error codes"); accepted was taken for delivered (incidents).',
  parameters,
  example: { code: 131_049, probability: 0.2 },
  create({ code, title, details }) {
    const error = rowError({ code, title: title ?? titlesOf(code)[0] }, details === undefined ? {} : { details });
    return { side: 'graph', strike: () => ({ kind: 'fail-later', error }) };
  },
};
