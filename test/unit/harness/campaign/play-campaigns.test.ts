import { describe, expect, test } from 'vitest';
import { waId } from '../../../../core/ids.js';
import type { GraphCall, Observation } from '../../../../core/observations.js';
import { createRecorder } from '../../../../core/recorder.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { type Campaign, type FilledTrigger, triggerForm } from '../../../../harness/campaign/campaign.js';
import { playCampaigns } from '../../../../harness/campaign/play-campaigns.js';
import type { TriggerAnswer } from '../../../../harness/campaign/post-trigger.js';

const users = ['15552000001', '15552000002', '15552000003'].map(waId);
const aCampaign = (campaign: Partial<Campaign> = {}): Campaign => ({
  id: 'campaign#1',
  template: 'summer_offers',
  language: 'en_US',
  category: 'marketing',
  recipients: 3,
  fromMs: 1_000,
  toMs: 20_000,
  againMs: [],
  trigger: triggerForm.parse({}),
  ...campaign,
});

/** Campaigns told to a subject that answers after a while. */
function play(campaigns: Campaign[], answers: TriggerAnswer[] = [{ status: 202 }], answerAfterMs = 100) {
  const clock = createVirtualClock();
  const recorder = createRecorder(clock);
  const posted: FilledTrigger[] = [];
  const over = { done: false };
  const played = playCampaigns({
    clock,
    recorder,
    campaigns,
    users,
    post(trigger) {
      const answer = answers[posted.length] ?? answers.at(-1) ?? {};
      posted.push(trigger);
      let resolve: (answer: TriggerAnswer) => void = () => {};
      const answered = new Promise<TriggerAnswer>((done) => {
        resolve = done;
      });
      const cancel = clock.schedule(answerAfterMs, () => resolve(answer));
      return {
        answer: answered,
        cancel() {
          cancel();
          resolve({ problem: 'given up' });
        },
      };
    },
  });
  void played.done.then(() => {
    over.done = true;
  });
  const call = (to: string, more: Partial<GraphCall> = {}) =>
    played.observe({ kind: 'graph.call', action: 'send', to, effect: true, ...more } as unknown as Observation);
  return { clock, recorder, posted, played, over, call };
}

test('the subject is told at the time of the plan, and what it answered is recorded with who was named', async () => {
  const { clock, recorder, posted, over } = play([aCampaign()]);
  await clock.advance(999);
  expect(posted).toEqual([]);
  await clock.advance(5_000);
  expect(posted.map(({ body }) => JSON.parse(body).recipients)).toEqual([users]);
  expect(recorder.recent()).toMatchObject([
    {
      kind: 'campaign.triggered',
      campaign: 'campaign#1',
      attempt: 1,
      triggeredAt: 1_000,
      template: 'summer_offers',
      recipients: 3,
      users,
      status: 202,
      ms: 100,
    },
  ]);
  expect(over.done).toBe(false);
  await clock.advance(14_001);
  expect(over.done).toBe(true);
});

test('a trigger that comes again is the same one, counted up', async () => {
  const { clock, recorder, posted } = play(
    [aCampaign({ againMs: [4_000, 9_000] })],
    [{ problem: 'reset' }, { status: 200 }, { status: 409 }],
  );
  await clock.advance(30_000);
  expect(new Set(posted.map(({ body }) => body)).size).toBe(1);
  expect(recorder.recent()).toMatchObject([
    { attempt: 1, triggeredAt: 1_000, problem: 'reset' },
    { attempt: 2, triggeredAt: 4_000, status: 200 },
    { attempt: 3, triggeredAt: 9_000, status: 409 },
  ]);
});

test('each campaign has users of its own', async () => {
  const { clock, posted } = play([
    aCampaign({ recipients: 1 }),
    aCampaign({ id: 'campaign#2', recipients: 2, fromMs: 2_000 }),
  ]);
  await clock.advance(5_000);
  expect(posted.map(({ body }) => JSON.parse(body).recipients)).toEqual([users.slice(0, 1), users.slice(1)]);
  expect(() => play([aCampaign({ recipients: 4 })])).toThrow('the campaigns need 4 users or more, got 3');
});

describe('users who wait', () => {
  test('are the recipients of a campaign that was taken on, until something was sent to them or never will be', async () => {
    const { clock, played, call } = play([aCampaign()]);
    expect(played.unreached()).toBe(0);
    await clock.advance(2_000);
    expect(played.unreached()).toBe(3);
    call('15552000001');
    call('15552000002', { effect: false, error: { code: 131000, title: '', retry: 'backoff', definite: false } });
    call('15552999999');
    expect(played.unreached()).toBe(2);
    call('15552000002', { effect: false, error: { code: 131026, title: '', retry: 'never', definite: true } });
    call('15552000003');
    expect(played.unreached()).toBe(0);
  });

  test.each([{ status: 404 }, { status: 500 }, { problem: 'refused' }])(
    'are none, when the subject did not take it on: %j',
    async (answer) => {
      const { clock, played } = play([aCampaign()], [answer]);
      await clock.advance(5_000);
      expect(played.unreached()).toBe(0);
    },
  );
});

test('no campaign, nothing to wait for', async () => {
  const { clock, over } = play([]);
  await clock.advance(0);
  expect(over.done).toBe(true);
  expect(clock.pending()).toBe(0);
});

test('stop gives up what is under way, and says so', async () => {
  const { clock, recorder, posted, played, over } = play([aCampaign({ againMs: [5_000] })], [{ status: 200 }], 60_000);
  await clock.advance(2_000);
  await played.stop();
  await clock.advance(60_000);
  expect(posted).toHaveLength(1);
  expect(recorder.recent()).toMatchObject([{ kind: 'campaign.triggered', problem: 'given up', ms: 1_000 }]);
  expect([over.done, clock.pending()]).toEqual([true, 0]);
});
