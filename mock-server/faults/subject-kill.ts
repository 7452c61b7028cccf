/**
 * `subject.kill`: the process of the subject dies in mid-work and is started again, with the same command, environment,
 * port and state folder. SIGKILL reaches everything that it started, so nothing can be tidied up. While it is down its
 * port is closed; nobody waits until it is ready again, and deliveries come again by the retry schedule. A subject that
 * the harness did not start is left alone: then the fault never strikes.
 */
import { z } from 'zod';
import type { Cancel } from '../../core/clock.js';
import { duration } from '../../core/durations.js';
import type { FaultKind } from './fault.js';
import { ofActs } from './selection.js';

const MOST_KILLS = 20;
const LONGEST_DOWN_MS = 600_000;

const parameters = z.strictObject({
  times: z.int().min(1).max(MOST_KILLS).default(1).describe('how often it is killed'),
  apart: duration
    .refine((ms) => ms > 0, { error: 'expected a duration above zero' })
    .default(5_000)
    .describe('from one kill to the next'),
  restartAfter: duration
    .refine((ms) => ms <= LONGEST_DOWN_MS, { error: 'expected at most 10m' })
    .default(500)
    .describe('how long it stays down before it is started again'),
  ...ofActs(),
});

export type SubjectKillParameters = z.output<typeof parameters>;

export const subjectKill: FaultKind<SubjectKillParameters> = {
  name: 'subject.kill',
  side: 'subject',
  summary: 'The process of the subject is killed (SIGKILL) in mid-work and started again.',
  models:
    'A crash, the kernel out of memory, a container that is moved or deployed anew: what was acknowledged and not done, ' +
    'and what was done and not noted, is lost unless it was kept outside of memory.',
  parameters,
  example: { times: 2, apart: '8s', restartAfter: '1s' },
  create: ({ times, apart, restartAfter }) => ({
    side: 'subject',
    begin(subject, { id, clock, fired }) {
      let cancel: Cancel = () => {};
      let left = times;
      const strike = () => {
        left--;
        if (subject.kill(restartAfter, id)) fired(`SIGKILL, started again after ${restartAfter} ms`);
        if (left > 0) cancel = clock.schedule(apart, strike);
      };
      strike();
      return () => cancel();
    },
  }),
};
