/**
 * Does a send stay within a budget of attempts? Retrying without end turns a short outage into a storm. Two limits: attempts
 * of one send, and attempts of all sends together over their number. Judged are clean attempts (`evidence/clean.ts`).
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import { errorName, isTransient } from '../evidence/calls.js';
import { cleanAttempts, type Send } from '../evidence/sends.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone } from '../wording.js';

const parameters = z.strictObject({
  attempts: z.int().positive().default(10).describe('most attempts of one send'),
  amplification: z.number().min(1).default(3).describe('most attempts per send over the whole run'),
  minimum: z.int().positive().default(5).describe('fewest sends that met an error which may heal'),
});
type Parameters = z.infer<typeof parameters>;

export const boundedRetries: Check<Parameters> = {
  name: 'bounded-retries',
  summary: 'attempts per send, and of all sends together, stay within a budget',
  area: 'backoff',
  parameters,
  judge(evidence, limits) {
    const sends = evidence.sends.filter((send) => send.clean > 0);
    const troubled = sends.filter((send) => cleanAttempts(send).some(isTransient));
    const longest = sends.reduce((most, send) => Math.max(most, send.clean), 0);
    const total = sends.reduce((sum, send) => sum + send.clean, 0);
    const amplification = sends.length > 0 ? total / sends.length : 0;
    const figure = `at most ${count(longest, 'attempt')}, ${amplification.toFixed(2)} per send`;
    if (troubled.length < limits.minimum) {
      return undecided(
        figure,
        `Only ${count(troubled.length, 'send')} met an error that may heal; ${limits.minimum} are needed to judge.`,
      );
    }
    const over = troubled.filter((send) => send.clean > limits.attempts).sort((a, b) => b.clean - a.clean);
    if (over.length > 0) {
      return failed(
        figure,
        `${count(over.length, 'send')} took more than ${limits.attempts} attempts, the longest ${longest}. Give every send a budget; when it is spent, set the message aside for later or for a person.`,
        over.map(findingOf),
      );
    }
    if (amplification > limits.amplification) {
      const most = [...troubled].sort((a, b) => b.clean - a.clean).slice(0, 5);
      return failed(
        figure,
        `Retries multiplied the calls by ${amplification.toFixed(2)}, more than ${limits.amplification}. Stop calling while everything fails (a circuit breaker) and space retries further apart.`,
        most.map(findingOf),
      );
    }
    return passed(
      figure,
      `${count(troubled.length, 'send')} met trouble and stayed within ${limits.attempts} attempts.`,
    );
  },
};

function findingOf(send: Send): Finding {
  const attempts = cleanAttempts(send);
  const first = attempts[0];
  const last = attempts.at(-1);
  const evidence = attempts.map((call) => call.id);
  const error = first ? errorName(first) : 'an error';
  return {
    sentence: `a send to ${phone(send.to)} was tried ${count(attempts.length, 'time')} from ${instant(first?.receivedAt ?? 0)} to ${instant(last?.receivedAt ?? 0)}, first after ${error} ${cite(evidence)}`,
    evidence,
  };
}
