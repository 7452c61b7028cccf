import { describe, expect, test } from 'vitest';
import { waId, wamid } from '../../../core/ids.js';
import type { Observation } from '../../../core/observations.js';
import { createTally } from '../../../harness/tally.js';
import { graphError, observedError } from '../../../mock-server/errors/graph-error.js';
import { alice, answered, bob, call, wrote } from '../metrics/observed.js';

const [first, second] = [wamid('wamid.in1'), wamid('wamid.in2')];

function tallied(...observations: Observation[]) {
  const tally = createTally();
  for (const observation of observations) tally.observe(observation);
  return tally;
}

const refusedWith = (code: number) => ({
  effect: false,
  outcome: 'refused' as const,
  error: observedError(graphError(code)),
});

describe('waiting for an answer', () => {
  test('ends with the answer that names the message, whichever it is', () => {
    const tally = tallied(wrote({ message: first }), wrote({ message: second }));
    const seen = [tally.unanswered()];
    for (const answers of [second, second, first]) {
      tally.observe(call({ answers }));
      seen.push(tally.unanswered());
    }
    expect(seen).toEqual([2, 1, 1, 0]);
  });

  test('ends with the user’s oldest message when the answer names none', () => {
    const tally = tallied(wrote({ message: first }), wrote({ message: second }), call({ answers: undefined }));
    expect(tally.unanswered()).toBe(1);
    tally.observe(call({ answers: first }));
    expect(tally.unanswered()).toBe(1);
    tally.observe(call({ answers: second }));
    expect(tally.unanswered()).toBe(0);
  });

  test('goes on when another user is answered, or an unknown message, or somebody who never wrote', () => {
    const tally = tallied(
      wrote({ message: first }),
      call({ to: bob }),
      call({ answers: wamid('wamid.unknown') }),
      call({ to: waId('15550000000'), answers: first }),
    );
    expect(tally.unanswered()).toBe(1);
  });

  test('goes on after a failure that may heal, and ends after one that cannot', () => {
    const tally = tallied(wrote({ message: first }), call({ answers: first, ...refusedWith(130429) }));
    expect(tally.unanswered()).toBe(1);
    tally.observe(call({ answers: first, ...refusedWith(131026) }));
    expect(tally.unanswered()).toBe(0);
    expect(tally.counts.replies).toBe(0);
  });

  test('ends when the answer was accepted, even if the caller never learned of it', () => {
    const tally = tallied(wrote({ message: first }), call({ answers: first, answer: 'lost', outcome: 'unknown' }));
    expect(tally.unanswered()).toBe(0);
  });

  test('is not ended by a read mark', () => {
    const tally = tallied(wrote({ message: first }), call({ action: 'mark-read', answers: first, to: undefined }));
    expect(tally.unanswered()).toBe(1);
  });
});

describe('counts', () => {
  test('messages, replies and errors', () => {
    const tally = tallied(
      wrote({ message: first }),
      wrote({ message: second, user: bob }),
      call({ to: alice }),
      call({ to: alice }),
      call(refusedWith(130429)),
      call({ action: 'mark-read', to: undefined, ...refusedWith(100) }),
    );
    expect(tally.counts).toMatchObject({ inbound: 2, replies: 2, errors: 2 });
  });

  test('deliveries of messages that were answered: those with 2xx, and what the others were answered', () => {
    const tally = tallied(
      answered({ status: 200 }),
      answered({ status: 204 }),
      answered({ status: 500 }),
      answered({ status: 200, carries: 'status' }),
      answered({ status: 200, signature: 'missing' }),
    );
    expect(tally.counts).toMatchObject({ deliveries: 3, acknowledged: 2, refusedStatus: 500 });
    tally.observe(answered({ problem: 'timeout' }));
    expect(tally.counts).toMatchObject({ deliveries: 4, acknowledged: 2, refusedStatus: undefined });
  });

  test('the last call, of whatever kind', () => {
    expect(tallied().lastCallAt()).toBe(0);
    expect(tallied(call({ at: 300 }), call({ at: 800, action: 'mark-read' })).lastCallAt()).toBe(800);
  });
});
