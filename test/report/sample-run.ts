/**
 * A made-up run of half a minute against a bot that fails in several ways: every kind of observation occurs, and users
 * have markup in their names. Deterministic. It stands in for a recorded history where only its looks matter.
 */
import type { History, HistoryHeader } from '../../core/history.js';
import { phoneNumberId, waId, wamid } from '../../core/ids.js';
import type { GraphCall, Observation, ObservationBody } from '../../core/observations.js';
import { createRandom } from '../../core/random.js';
import { createUsers } from '../../loadgen/users/create-users.js';
import type { RunVerdict } from '../../verdict/verdict.js';

const latency = { id: 'graph.latency#1', name: 'graph.latency', parameters: { profile: 'meta' } };
const fault = (id: string, parameters: Record<string, unknown>) => ({ id, name: id.split('#')[0] ?? id, parameters });
const duplicate = fault('webhook.duplicate#2', { probability: 0.3, copies: { min: 1, max: 3 }, within: 2_000 });
const refusal = fault('graph.error#3', { code: 130429, probability: 0.3 });
const outage = fault('graph.outage#4', { as: 'http-503' });
const lost = fault('graph.lost-answer#5', { probability: 0.25, how: 'reset' });
const never = fault('graph.error#6', { code: 131000, probability: 0 });

const spans = [
  ['calm', 0, 7, []],
  ['duplicates', 7, 14, [duplicate]],
  ['refusals', 14, 20, [refusal, never]],
  ['outage', 20, 23, [outage]],
  ['lost answers', 23, 28, [lost]],
  ['calm again', 28, 31, []],
] as const;

const header: HistoryHeader = {
  waproof: 1,
  scenario: 'first-proof',
  title: 'Duplicates, refusals, an outage & <lost> answers',
  seed: 7,
  version: '0.1.0',
  startedAt: '2026-11-22T20:15:00.000Z',
  load: [{ users: 160, process: 'poisson', ratePerSecond: 8, fromMs: 0, toMs: 31_000, says: 'greeting' }],
  phases: spans.map(([name, from, to, faults]) => ({
    name,
    fromMs: from * 1_000,
    toMs: to * 1_000,
    faults: [latency, ...faults],
  })),
  settleMs: 15_000,
  webhookTimeoutMs: 10_000,
  checks: [],
  expects: {},
  command: 'waproof run scenarios/first-proof.yml --seed 7 --exec "node bot.js"',
};

const RATE_LIMIT = { code: 130429, title: 'Rate limit hit', retry: 'backoff', definite: true } as const;

/** Observations by instant; ids follow from the order. `ref` lets one observation cite another's id. */
function record() {
  const entries: { at: number; order: number; body: (idOf: (order: number) => number) => ObservationBody }[] = [];
  return {
    add(at: number, body: (idOf: (order: number) => number) => ObservationBody): number {
      return entries.push({ at, order: entries.length, body }) - 1;
    },
    finish(): Observation[] {
      entries.sort((a, b) => a.at - b.at || a.order - b.order);
      const ids = new Map(entries.map(({ order }, index) => [order, index + 1]));
      const idOf = (order: number) => ids.get(order) ?? 0;
      return entries.map(({ at, body }, index) => ({ id: index + 1, at, ...body(idOf) }) as Observation);
    },
  };
}

const OFFSET = 400;

export function sampleHistory(): History {
  const random = createRandom(5);
  const users = createUsers(160, random);
  const log = record();
  log.add(0, () => ({ kind: 'subject.started', command: 'node bot.js', pid: 4711 }));
  log.add(300, () => ({ kind: 'subject.ready', afterMs: 300 }));
  log.add(310, () => ({ kind: 'handshake.answered', probe: 'wrong-token', status: 200, echoed: true, ms: 2 }));
  spans.forEach(([name, from, to, faults], phase) => {
    log.add(from * 1_000 + OFFSET, () => ({ kind: 'phase.started', phase, name, faults: faults.map(({ id }) => id) }));
    log.add(to * 1_000 + OFFSET, () => ({ kind: 'phase.ended', phase, name }));
  });
  let delivery = 0;
  const deliver = (at: number, message: string, user: string, original?: number) => {
    const number = ++delivery;
    const sent = log.add(at, () => ({
      kind: 'webhook.sent',
      delivery: number,
      attempt: 1,
      carries: 'message',
      message: wamid(message),
      user: waId(user),
      signature: 'valid',
      ...(original !== undefined && { duplicateOf: original, fault: duplicate.id }),
    }));
    const ms = 3 + random.exponential(8) + (random.chance(0.03) ? 900 : 0);
    log.add(at + ms, (idOf) => ({
      kind: 'webhook.answered',
      delivery: number,
      attempt: 1,
      sent: idOf(sent),
      message: wamid(message),
      carries: 'message',
      signature: 'valid',
      status: 200,
      ms,
    }));
    return number;
  };
  const call = (at: number, message: string, user: string, outcome: Partial<GraphCall>) =>
    log.add(at, () => ({
      kind: 'graph.call',
      receivedAt: at - 200,
      method: 'POST',
      route: 'POST /{phone-number-id}/messages',
      action: 'send',
      phoneNumberId: phoneNumberId('100000000000001'),
      to: waId(user),
      type: 'text',
      answers: wamid(message),
      digest: message,
      text: `You wrote ${message}`,
      status: 200,
      faults: [latency.id],
      injected: false,
      answer: 'delivered',
      effect: true,
      outcome: 'accepted',
      simulated: true,
      ...outcome,
    }));
  for (let due = OFFSET, n = 0; due < 31_000 + OFFSET; due += random.exponential(125), n++) {
    const user = users[n % users.length];
    if (!user) continue;
    const message = `wamid.HBgLMTU1NTIzNDU2NzgVAgASGBQz${String(n).padStart(6, '0')}`;
    const at = due + random.next() * 3;
    const phase = header.phases.find(({ fromMs, toMs }) => due - OFFSET >= fromMs && due - OFFSET < toMs)?.name ?? '';
    const dueMs = due;
    log.add(at, () => ({
      kind: 'user.wrote',
      user: user.waId,
      name: user.name,
      message: wamid(message),
      phoneNumberId: phoneNumberId('100000000000001'),
      type: 'text',
      text: `Is <b>#K7Q0-${n}</b> here? مرحبا "now"`,
      token: `#K7Q0-${n}`,
      step: 'greeting/1',
      due: dueMs,
    }));
    const first = deliver(at + 1, message, user.waId);
    const answered = at + 250 + random.exponential(150);
    if (phase === 'duplicates' && random.chance(0.35)) {
      deliver(at + 900, message, user.waId, first);
      call(answered + 900, message, user.waId, {});
    }
    if (phase === 'refusals' && random.chance(0.3))
      call(answered, message, user.waId, {
        status: 400,
        error: RATE_LIMIT,
        injected: true,
        faults: [latency.id, refusal.id],
        effect: false,
        outcome: 'refused',
      });
    if (phase === 'outage') {
      for (const wait of [0, 90, 180])
        call(answered + wait, message, user.waId, {
          status: 503,
          injected: true,
          faults: [outage.id],
          effect: false,
          outcome: 'unknown',
        });
      if (random.chance(0.4)) continue;
      call(answered + 3_000, message, user.waId, {});
    } else if (phase === 'lost answers' && random.chance(0.25)) {
      call(answered, message, user.waId, { answer: 'lost', injected: true, faults: [lost.id], outcome: 'unknown' });
      call(answered + 300, message, user.waId, {});
    } else if (random.chance(0.03)) {
      call(answered, message, user.waId, {
        status: 400,
        error: { code: 100, title: 'Invalid parameter', retry: 'never', definite: true },
        effect: false,
        outcome: 'refused',
      });
    } else call(answered + (phase === 'refusals' ? 400 : 0), message, user.waId, {});
  }
  for (let second = 1; second <= 33; second++)
    log.add(second * 1_000, () => ({
      kind: 'harness.sample',
      loopLagMs: 2,
      latenessMs: 1.2,
      arrivalsDue: 8,
      arrivalsPlayed: 8,
      pendingDeliveries: 1,
      heapBytes: 5e7,
    }));
  log.add(36_000, () => ({ kind: 'run.ended', settled: true }));
  return { header, observations: log.finish(), warnings: [] };
}

/** A verdict that fails three checks with evidence out of this history, and passes or doubts the others. */
export function sampleVerdict({ observations }: History): RunVerdict {
  const ids = (pick: (observation: Observation) => boolean, most: number) =>
    observations
      .filter(pick)
      .slice(0, most)
      .map(({ id }) => id);
  const copies = observations
    .flatMap((o) => (o.kind === 'webhook.sent' && o.duplicateOf !== undefined ? [o] : []))
    .slice(0, 11);
  const doubled = copies.map(({ message, user }) => ({
    sentence: `user +${user} (Mia <b>) received the same answer 2 times: inbound ${message} was delivered twice`,
    evidence: ids((o) => (o.kind === 'webhook.sent' || o.kind === 'user.wrote') && o.message === message, 9).concat(
      ids((o) => o.kind === 'graph.call' && o.answers === message, 9),
    ),
  }));
  const pass = (check: string, figure: string) =>
    ({ check, verdict: 'pass', figure, sentence: 'Nothing to complain about.', evidence: [], findings: [] }) as const;
  return {
    verdict: 'fail',
    scenario: header.scenario,
    seed: header.seed,
    checks: [
      pass('acknowledges-fast', 'p99 31 ms over 262 deliveries'),
      {
        check: 'effects-once',
        verdict: 'fail',
        figure: `${doubled.length} of 240 messages`,
        sentence:
          'Messages that were delivered more than once were answered more than once. Remember the id of every message that was handled, in a store with a unique key, before the work is done.',
        evidence: doubled.flatMap(({ evidence }) => evidence),
        findings: doubled,
      },
      pass('nothing-lost', '0 of 240 messages'),
      {
        check: 'backs-off',
        verdict: 'fail',
        figure: 'first wait 90 ms, in 20 of 20 sends',
        sentence:
          'After a failure the next attempt follows at once. Wait, twice as long each time, with some chance in it.',
        evidence: ids((o) => o.kind === 'graph.call' && o.injected, 40),
        findings: [],
      },
      {
        check: 'verifies-subscription',
        verdict: 'fail',
        figure: '1 of 3 handshakes',
        sentence: 'The challenge was echoed for a wrong token.',
        evidence: ids((o) => o.kind === 'handshake.answered', 1),
        findings: [
          { sentence: 'a handshake with a token that does not exist was answered with 200', evidence: [3, 999_999] },
        ],
      },
      {
        check: 'gives-up-on-permanent',
        verdict: 'inconclusive',
        figure: '1 permanent error',
        sentence: 'Too few permanent errors were met to judge.',
        evidence: [],
        findings: [],
      },
      pass('right-recipient', '251 sends'),
      pass('sustains-throughput', '8.1/s of 8/s, p95 0.6 s'),
    ],
    harness: {
      limited: false,
      sentence: 'waproof kept its own schedule.',
      loopLagP99Ms: 2,
      latenessP99Ms: 1.2,
      arrivalsDropped: 0,
      arrivalsPlayed: 240,
    },
    warnings: ['line 12 is no observation: "<script>"'],
    command: header.command,
  };
}
