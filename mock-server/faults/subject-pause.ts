/**
 * `subject.pause`: the process of the subject stands still (SIGSTOP) and goes on where it was (SIGCONT). Its port stays
 * open: the kernel takes connections that nobody answers. A subject that the harness did not start is left alone: then
 * the fault never strikes.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { FaultKind } from './fault.js';
import { ofActs } from './selection.js';

const LONGEST_MS = 600_000;

const parameters = z.strictObject({
  ...ofActs(),
  for: duration
    .refine((ms) => ms > 0 && ms <= LONGEST_MS, { error: 'expected a duration above zero, at most 10m' })
    .default(2_000)
    .describe('how long it stands still'),
});

export type SubjectPauseParameters = z.output<typeof parameters>;

export const subjectPause: FaultKind<SubjectPauseParameters> = {
  name: 'subject.pause',
  side: 'subject',
  summary: 'The process of the subject stands still for a while (SIGSTOP, SIGCONT).',
  models:
    'A long garbage collection, a machine that swaps or is migrated, a throttled container: time passes that the ' +
    'process does not notice, and what it waited for is over when it wakes.',
  parameters,
  example: { after: '5s', for: '2s' },
  // How long is the board's business: `for` is the span of every fault that acts.
  create: ({ for: ms }) => ({
    side: 'subject',
    begin(subject, { fired }) {
      if (!subject.pause()) return () => {};
      fired(`SIGSTOP for ${ms} ms`);
      return subject.resume;
    },
  }),
};
