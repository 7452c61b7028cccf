import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Sending, story, user } from './story.js';

const CHECK = 'stops-campaign';
const CAMPAIGN = {
  id: 'campaign#1',
  template: 'spring',
  language: 'en',
  recipients: 400,
  fromMs: 0,
  toMs: 1,
  againMs: [],
};

const refusal = (code: number) => ({ code, title: `error ${code}`, retry: 'after-fix', definite: true }) as const;

interface Campaign {
  /** A send every 100 ms from 10 s until then. */
  untilMs: number;
  /** From 20 s on: what a send of the paused template meets. */
  fate?: Sending;
  /** `null`: none comes. */
  event?: string | null;
  acknowledged?: boolean;
  template?: string;
}

function campaign({ untilMs, fate = {}, event = 'PAUSED', acknowledged = true, template = 'spring' }: Campaign) {
  const run = story({ campaigns: [CAMPAIGN] });
  let number = 0;
  for (let at = 10_000; at < untilMs; at += 100) {
    const how = at >= 20_000 ? fate : {};
    run.sends(user(++number), at, { type: 'template', text: `${template} · Ana`, digest: 'spring', ms: 50, ...how });
  }
  if (event !== null) {
    const status = acknowledged ? 200 : 500;
    run.announces('message_template_status_update', 20_000, { about: 'spring', event, status });
  }
  return run;
}

const REFUSED: Sending = { fate: 'refused', error: refusal(132_015) };

describe(CHECK, () => {
  test('passes when the sends stop within the grace, and when a probe looks now and then', () => {
    const run = campaign({ untilMs: 23_000, fate: REFUSED });
    expect(verdictOn(CHECK, run)).toMatchObject({ verdict: 'pass', figure: '0 of 1 stop ignored' });
    for (const at of [30_000, 40_000, 50_000]) run.sends(user(1), at, { type: 'template', text: 'spring', ...REFUSED });
    expect(verdictOn(CHECK, run).verdict).toBe('pass');
  });

  test('fails when the campaign goes on after the event', () => {
    const { verdict, sentence, findings } = verdictOn(CHECK, campaign({ untilMs: 35_000, fate: REFUSED }));
    expect(verdict).toBe('fail');
    expect(sentence).toContain('more than 5 s after the subject knew');
    expect(findings[0]?.sentence).toContain('template spring was known to be unusable at 20.0 s (the event PAUSED)');
  });

  test('fails on refusals alone, also where the event was never taken', () => {
    expect(verdictOn(CHECK, campaign({ untilMs: 35_000, fate: REFUSED, event: null }))).toMatchObject({
      verdict: 'fail',
      findings: [{ sentence: expect.stringContaining('(132015 error 132015)') }],
    });
    expect(verdictOn(CHECK, campaign({ untilMs: 35_000, acknowledged: false })).verdict).toBe('inconclusive');
  });

  test('takes a series of refusals for a word, a single bad recipient not', () => {
    const wrong: Sending = { fate: 'refused', error: refusal(132_000) };
    expect(verdictOn(CHECK, campaign({ untilMs: 35_000, fate: wrong, event: null })).verdict).toBe('fail');
    const single = campaign({ untilMs: 35_000, event: null });
    single.sends(user(9), 21_050, { type: 'template', text: 'spring', ...wrong, ms: 10 });
    expect(verdictOn(CHECK, single)).toMatchObject({ verdict: 'inconclusive', figure: '0 of 0 stops ignored' });
  });

  test('lets sends go on once the template is approved again', () => {
    const run = campaign({ untilMs: 23_000, fate: REFUSED });
    run.announces('message_template_status_update', 40_000, { about: 'spring', event: 'APPROVED' });
    for (let i = 0; i < 100; i++) run.sends(user(i), 40_100 + i * 100, { type: 'template', text: 'spring' });
    expect(verdictOn(CHECK, run).verdict).toBe('pass');
  });

  test('does not hold the event of one template against the sends of another, nor a flag', () => {
    expect(verdictOn(CHECK, campaign({ untilMs: 35_000, template: 'summer' })).verdict).toBe('inconclusive');
    expect(verdictOn(CHECK, campaign({ untilMs: 35_000, event: 'FLAGGED' })).verdict).toBe('inconclusive');
  });

  test('is inconclusive when the campaign was over before the word', () => {
    expect(verdictOn(CHECK, campaign({ untilMs: 14_000 }))).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('nothing shows that there was more to send'),
    });
  });

  test('does not apply to a subject that sends no templates or has no API to start a campaign', () => {
    expect(verdictOn(CHECK, story()).verdict).toBe('not-applicable');
    const run = story({ campaigns: [CAMPAIGN], expects: { campaign: false } });
    expect(verdictOn(CHECK, run)).toMatchObject({
      verdict: 'not-applicable',
      sentence: expect.stringContaining('API'),
    });
  });
});
