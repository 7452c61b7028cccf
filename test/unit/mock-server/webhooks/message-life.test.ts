import { describe, expect, test } from 'vitest';
import { phoneNumberId, waId, wamid } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { createRecorder } from '../../../../core/recorder.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { contentError } from '../../../../mock-server/errors/graph-error.js';
import { createMessageLife } from '../../../../mock-server/webhooks/message-life.js';
import type { StatusUpdate } from '../../../../mock-server/webhooks/payloads.js';

function living() {
  const clock = createVirtualClock();
  const recorder = createRecorder(clock);
  const updates: (StatusUpdate & { at: number })[] = [];
  const nothing = () => undefined;
  const dispatcher = {
    hasTarget: () => true,
    message: nothing,
    event: nothing,
    forgedMessage: nothing,
    copiesToCome: () => 0,
    status: (update: StatusUpdate) => void updates.push({ ...update, at: clock.now() }),
  };
  const life = createMessageLife({ clock, random: createRandom(1), recorder, dispatcher });
  return { clock, recorder, updates, life };
}

const message = (n: number, type = 'text') => ({
  phoneNumberId: phoneNumberId('100000000000001'),
  message: wamid(`wamid.${n}`),
  user: waId('15557770001'),
  type,
});

/** The statuses of each message, in the order of their coming. */
function lifeStories(updates: readonly StatusUpdate[]): string[] {
  const stories = new Map<string, string[]>();
  for (const { message: id, status } of updates) stories.set(id, [...(stories.get(id) ?? []), status]);
  return [...stories.values()].map((story) => story.join(' '));
}

describe('a message', () => {
  test('is sent, delivered and for the most part read, in this order', async () => {
    const { clock, updates, life } = living();
    for (let n = 0; n < 2_000; n++) life.begin(message(n));
    expect(life.unfinished()).toBe(2_000);
    await clock.advance(60_000);
    const lives = lifeStories(updates);
    const read = lives.filter((it) => it === 'sent delivered read').length;
    expect(read + lives.filter((it) => it === 'sent delivered').length).toBe(2_000);
    expect(Math.abs(read / 2_000 - 0.8)).toBeLessThan(0.03);
    expect(life.unfinished()).toBe(0);
    expect(clock.pending()).toBe(0);
  });

  test('that cannot be sent after all has one status, and says why', async () => {
    const { clock, recorder, updates, life } = living();
    const failure = contentError(131053, 'Unsupported Image mime type');
    life.begin({ ...message(1, 'image'), failure });
    await clock.advance(60_000);
    expect(updates).toMatchObject([{ status: 'failed', error: failure }]);
    expect(recorder.recent()).toMatchObject([
      { kind: 'status.reached', status: 'failed', error: { code: 131053, title: 'Media upload error' } },
    ]);
    expect(life.unfinished()).toBe(0);
  });

  test('is recorded at every step, at the instant of its webhook', async () => {
    const { clock, recorder, updates, life } = living();
    life.begin({ ...message(1), callbackData: 'job-7' });
    await clock.advance(60_000);
    const recorded = recorder.recent();
    expect(recorded.map((it) => it.kind === 'status.reached' && [it.status, it.message, it.user])).toEqual(
      updates.map(({ status }) => [status, 'wamid.1', '15557770001']),
    );
    expect(recorded.map(({ at }) => at)).toEqual(updates.map(({ at }) => Math.round(at * 1_000) / 1_000));
    for (const update of updates) {
      expect(update.callbackData).toBe('job-7');
      expect(update.reachedAt).toBe(clock.wallTime() - clock.now() + update.at);
    }
  });

  test('takes about half a second to be sent, and rarely more than two', async () => {
    const { clock, updates, life } = living();
    for (let n = 0; n < 2_000; n++) life.begin(message(n));
    await clock.advance(60_000);
    const sentAt = updates
      .filter(({ status }) => status === 'sent')
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    expect(Math.abs((sentAt[1_000] ?? 0) - 500)).toBeLessThan(40);
    expect(sentAt.filter((at) => at > 2_000).length).toBeLessThan(20);
    expect(sentAt[0]).toBeGreaterThan(0);
  });

  test('lives the same life in every run of a seed, whatever else lives', async () => {
    const alone = living();
    alone.life.begin(message(7));
    await alone.clock.advance(60_000);
    const crowded = living();
    for (let n = 0; n < 20; n++) crowded.life.begin(message(n));
    await crowded.clock.advance(60_000);
    const instants = (updates: typeof alone.updates) =>
      updates.filter((update) => update.message === 'wamid.7').map(({ status, at }) => [status, at]);
    expect(instants(crowded.updates)).toEqual(instants(alone.updates));
  });
});

test('a reaction is only ever sent', async () => {
  const { clock, updates, life } = living();
  for (let n = 0; n < 100; n++) life.begin(message(n, 'reaction'));
  await clock.advance(60_000);
  expect(updates.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 'sent'));
  expect(life.unfinished()).toBe(0);
});

test('what a message costs is handed on with each status', async () => {
  const { clock, updates, life } = living();
  const pricing = { billable: true, model: 'PMP', category: 'utility', type: 'regular' } as const;
  life.begin({ ...message(1, 'template'), pricing });
  await clock.advance(60_000);
  expect(updates.length).toBeGreaterThan(1);
  for (const update of updates) expect(update.pricing).toBe(pricing);
});
