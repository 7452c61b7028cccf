/** The parts of the reference bot on which the truth of the matrix rests most: what it remembers, when it calls, what it reads. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** The subjects are plain JavaScript without declarations. */
const part = (name: string) => import(new URL(`../../subjects/parts/${name}.js`, import.meta.url).href);
const { openJournal } = await part('journal');
const { createBreaker } = await part('breaker');
const { createToken } = await part('token');
const { createLanes } = await part('lanes');
const { createPairRate } = await part('pair-rate');
const { createFreshness } = await part('freshness');
const { readPayload } = await part('read-payload');
const { exponentialMs, retry } = await part('waiting');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waproof-parts-'));
  vi.useFakeTimers();
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('journal', () => {
  test('a process that died owes what it owed, and knows what may have left', () => {
    const journal = openJournal(folder);
    for (const id of ['a', 'b', 'c']) journal.add({ id, message: { text: id } });
    journal.close('a');
    journal.attempt('b', 0);
    journal.settle('c', 0);
    appendFileSync(join(folder, 'journal.ndjson'), '{"id":"d","mess');

    const later = openJournal(folder);
    expect(later.unfinished()).toEqual([
      { id: 'b', message: { text: 'b' }, attempted: [0], settled: [] },
      { id: 'c', message: { text: 'c' }, attempted: [], settled: [0] },
    ]);
    expect([later.claim('a'), later.claim('d'), later.claim('d')]).toEqual([false, true, false]);
    expect(later.open()).toBe(2);
  });

  test('a job that nobody claimed is a job of its own, as for a bot without deduplication', () => {
    const journal = openJournal(undefined);
    expect([journal.add({ id: 'a' }).id, journal.add({ id: 'a' }).id]).toEqual(['a', 'a#2']);
    journal.settle('a', 0);
    expect([journal.isSettled('a', 0), journal.isSettled('a#2', 0)]).toEqual([true, false]);
  });
});

describe('breaker', () => {
  const down = { kind: 'unsure', status: 503 };
  const alive = { kind: 'refused', status: 400 };

  function waitFor(breaker: { enter: () => Promise<void> }, count: number): () => number {
    let passed = 0;
    for (let i = 0; i < count; i++) breaker.enter().then(() => passed++);
    return () => passed;
  }

  test('opens after ten failures in a row, lets single probes through, and then all, one after another', async () => {
    const breaker = createBreaker();
    for (let i = 0; i < 9; i++) breaker.report(down);
    breaker.report(alive);
    for (let i = 0; i < 10; i++) breaker.report(down);
    const passed = waitFor(breaker, 100);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(passed()).toBeGreaterThan(4);
    expect(passed()).toBeLessThan(12);

    breaker.report(alive);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(passed()).toBeGreaterThan(15);
    expect(passed()).toBeLessThan(40);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(passed()).toBe(100);
    const next = waitFor(breaker, 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(next()).toBe(1);
  });
});

describe('token', () => {
  test('stops at 190 alone, and goes on with the next one in the file', async () => {
    const file = join(folder, 'token');
    const token = createToken({ initial: 'old', file });
    token.report({ used: 'old', status: 500, code: 131000 });
    expect(token.isAlive()).toBe(true);
    token.report({ used: 'older', code: 190 });
    expect(token.isAlive()).toBe(true);
    token.report({ used: 'old', code: 190 });
    expect(token.isAlive()).toBe(false);
    const ready = token.ready();
    writeFileSync(file, 'new\n');
    await vi.advanceTimersByTimeAsync(2_000);
    await ready;
    expect([token.isAlive(), token.current()]).toEqual([true, 'new']);
  });
});

test('lanes keep the order of a user, and a failed task costs nobody else anything', async () => {
  const lanes = createLanes();
  const done: string[] = [];
  const task = (name: string, ms: number) => () =>
    new Promise<void>((resolve) => setTimeout(resolve, ms)).then(() => void done.push(name));
  const failing = lanes.run('ana', async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const all = [
    lanes.run('ana', task('ana 1', 50)),
    lanes.run('ana', task('ana 2', 1)),
    lanes.run('bo', task('bo', 10)),
  ];
  await vi.advanceTimersByTimeAsync(100);
  await Promise.all(all);
  expect(done).toEqual(['bo', 'ana 1', 'ana 2']);
});

test('a pair is paid off six seconds for each message after its burst began', () => {
  const pairs = createPairRate();
  expect(pairs.remainingMs('ana')).toBe(0);
  pairs.sent('ana');
  vi.advanceTimersByTime(2_000);
  pairs.sent('ana');
  expect(pairs.remainingMs('ana')).toBe(10_000);
  expect(pairs.remainingMs('bo')).toBe(0);
});

test('what is days old is not answered, and the platform’s own time counts', () => {
  const freshness = createFreshness();
  const now = Date.now();
  const message = { writtenAt: now - 1_000 };
  expect([freshness.isStale(message), freshness.isStale({ writtenAt: now - 2 * 86_400_000 })]).toEqual([false, true]);
  const ana = { from: '1', userId: 'US.1', writtenAt: now };
  freshness.wrote(ana);
  expect(freshness.isWindowClosed(ana)).toBe(false);
  freshness.failed({ code: 131047, users: ['1', undefined] });
  expect(freshness.isWindowClosed(ana)).toBe(true);
  freshness.wrote(ana);
  expect(freshness.isWindowClosed(ana)).toBe(false);
  freshness.learn(now + 25 * 3_600_000);
  expect(freshness.isWindowClosed(ana)).toBe(true);
});

describe('payload', () => {
  const text = (id: string) => ({
    id,
    from: '1',
    from_user_id: 'US.1',
    timestamp: '5',
    type: 'text',
    text: { body: id },
  });

  test('every message and status of a batch is read, and what is none is passed over', () => {
    const messages = [null, 7, { type: 'unsupported' }, text('m1'), { ...text('m2'), type: 'x_hologram' }, text('m3')];
    const value = { contacts: [null, { user_id: 'US.1', profile: { name: 'Ana' } }], messages, x_rollout: {} };
    const statuses = [null, { id: 's1', status: 'sent' }];
    const payload = {
      entry: [
        null,
        { changes: [null, { field: 'messages', value }, { field: 'messages', value: { statuses } }] },
        { changes: [{ field: 'x_presence_update', value: { state: 'nearby' } }] },
      ],
    };
    const delivery = readPayload(payload);
    expect(delivery.messages.map(({ id, name }: { id: string; name: string }) => [id, name])).toEqual([
      ['m1', 'Ana'],
      ['m3', 'Ana'],
    ]);
    expect(delivery.statuses).toEqual([{ id: 's1', status: 'sent' }]);
    expect(delivery.events).toEqual([{ field: 'x_presence_update', value: { state: 'nearby' } }]);
  });

  test.each([undefined, null, 7, 'text', [], {}, { entry: 5 }])('%j holds nothing', (payload) => {
    expect(readPayload(payload)).toEqual({ messages: [], statuses: [], events: [] });
  });
});

test('waits double, half of each by chance, and never end before the time that was named', () => {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const wait = exponentialMs(attempt);
    expect(wait).toBeGreaterThanOrEqual(200 * 2 ** (attempt - 1));
    expect(wait).toBeLessThanOrEqual(400 * 2 ** (attempt - 1));
  }
  expect(retry({ attempt: 1, kind: 'refused', status: 429, retryAfterMs: 2_000 })).toBeGreaterThan(2_000);
  expect(retry({ attempt: 1, kind: 'refused', status: 400, code: 131026 })).toBeUndefined();
  expect(retry({ attempt: 8, kind: 'refused', status: 429 })).toBeUndefined();
});
