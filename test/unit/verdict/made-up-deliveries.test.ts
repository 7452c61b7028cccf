/** Deliveries that faults lose or make up, as evidence: what was lost was never there, and nobody is owed for a stranger. */
import { describe, expect, test } from 'vitest';
import { waId, wamid } from '../../../core/ids.js';
import { buildEvidence } from '../../../verdict/evidence/evidence.js';
import { verdictOn } from './judging.js';
import { story, user } from './story.js';

describe('a delivery that was lost on the way', () => {
  test('is no delivery, and no occasion to act', () => {
    const run = story();
    const message = run.writes(user(1), 1_000);
    run.delivers(message, 1_000, { status: null, problem: 'lost', ms: 0 });
    run.delivers(message, 6_000);
    const evidence = buildEvidence(run.build());
    expect(evidence.deliveries.map(({ sent }) => sent.at)).toEqual([6_000]);
    expect(evidence.byMessage.get(message)?.deliveries.map(({ sent }) => sent.at)).toEqual([6_000]);
  });

  test('is not held against whoever could not answer it', () => {
    const run = story();
    for (let n = 0; n < 60; n++) {
      const message = run.writes(user(n), 1_000 + n);
      run.delivers(message, 1_000 + n, { status: null, problem: 'lost', ms: 0 });
      run.delivers(message, 6_000 + n);
    }
    expect(verdictOn('acknowledges-fast', run).verdict).toBe('pass');
  });
});

describe('a genuine message of a stranger', () => {
  /** A run in which everybody is answered, and the stranger too. */
  function answered() {
    const run = story();
    for (let n = 0; n < 20; n++) {
      const message = run.writes(user(n), 1_000 * n);
      run.delivers(message, 1_000 * n);
      run.sends(user(n), 1_000 * n + 100, { answers: message });
    }
    const stranger = waId('15550187777');
    const sent = { delivery: 999, attempt: 1, carries: 'message', message: wamid('wamid.X'), user: stranger } as const;
    run.tell(20_000, { kind: 'webhook.sent', ...sent, signature: 'valid', variant: 'unknown-type' });
    run.sends(stranger, 20_100);
    return { run, stranger };
  }

  test('is nobody of the run: whoever answers it has written to nobody wrongly', () => {
    const { run, stranger } = answered();
    expect(buildEvidence(run.build()).decoys.has(stranger)).toBe(true);
    expect(verdictOn('right-recipient', run).verdict).toBe('pass');
  });
});
