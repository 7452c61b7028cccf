/** Short hand-written observations for the tests of the metrics: what a test does not name takes a plain value. */
import type { HistoryHeader } from '../../../core/history.js';
import { phoneNumberId, waId, wamid } from '../../../core/ids.js';
import type { MessageSent, ObservationKind, Observed } from '../../../core/observations.js';

type Parts<Kind extends ObservationKind> = Partial<Omit<Observed<Kind>, 'kind'>>;

export const alice = waId('15550100001');
export const bob = waId('4915550100002');

export const wrote = (parts: Parts<'user.wrote'>): Observed<'user.wrote'> => ({
  id: 1,
  at: 0,
  kind: 'user.wrote',
  user: alice,
  name: 'Alice',
  message: wamid('wamid.in1'),
  phoneNumberId: phoneNumberId('100000000000001'),
  type: 'text',
  step: 'greeting/1',
  due: 0,
  ...parts,
});

export const sent = (
  parts: Partial<Omit<MessageSent, 'kind'>> & { id?: number; at?: number },
): Observed<'webhook.sent'> => ({
  id: 1,
  at: 0,
  kind: 'webhook.sent',
  delivery: 1,
  attempt: 1,
  carries: 'message',
  message: wamid('wamid.in1'),
  user: alice,
  signature: 'valid',
  ...parts,
});

export const answered = (parts: Parts<'webhook.answered'>): Observed<'webhook.answered'> => ({
  id: 2,
  at: 20,
  kind: 'webhook.answered',
  delivery: 1,
  attempt: 1,
  sent: 1,
  message: wamid('wamid.in1'),
  carries: 'message',
  signature: 'valid',
  ms: 20,
  ...parts,
});

/** An accepted text to Alice, received at 100 ms and answered at 300 ms. */
export const call = (parts: Parts<'graph.call'>): Observed<'graph.call'> => ({
  id: 3,
  at: 300,
  kind: 'graph.call',
  receivedAt: 100,
  method: 'POST',
  route: 'POST /{phone-number-id}/messages',
  action: 'send',
  phoneNumberId: phoneNumberId('100000000000001'),
  to: alice,
  type: 'text',
  digest: 'd1',
  status: 200,
  faults: [],
  injected: false,
  answer: 'delivered',
  effect: true,
  outcome: 'accepted',
  simulated: true,
  ...parts,
});

/** The same, refused with an error that a fault injected. */
export const refused = (code: number, parts: Parts<'graph.call'> = {}): Observed<'graph.call'> =>
  call({
    status: 400,
    error: { code, title: 'Something went wrong', retry: 'backoff', definite: true },
    faults: ['graph.error#1'],
    injected: true,
    effect: false,
    outcome: 'refused',
    ...parts,
  });

export const sample = (parts: Parts<'harness.sample'>): Observed<'harness.sample'> => ({
  id: 4,
  at: 1_000,
  kind: 'harness.sample',
  loopLagMs: 2,
  latenessMs: 1,
  arrivalsDue: 0,
  arrivalsPlayed: 0,
  pendingDeliveries: 0,
  heapBytes: 1_000,
  ...parts,
});

/** Two phases of 10 s, the second with a fault, under 8 users a second. */
export const header: HistoryHeader = {
  waproof: 1,
  scenario: 'first-proof',
  title: 'First proof',
  seed: 1_234_567_890,
  version: '0.1.0',
  startedAt: '2026-11-22T10:00:00.000Z',
  load: [{ users: 100, process: 'poisson', ratePerSecond: 8, fromMs: 0, toMs: 20_000, says: 'greeting' }],
  phases: [
    { name: 'calm', fromMs: 0, toMs: 10_000, faults: [] },
    {
      name: 'errors',
      fromMs: 10_000,
      toMs: 20_000,
      faults: [{ id: 'graph.error#1', name: 'graph.error', parameters: { code: 130_429 } }],
    },
  ],
  settleMs: 10_000,
  webhookTimeoutMs: 10_000,
  checks: [{ check: 'backs-off', parameters: {} }],
  expects: {},
  command: 'waproof run first-proof.yml',
};
