import { expect, test } from 'vitest';
import { pauseForPacing, pauseTemplate, resumeTemplate } from '../../../../mock-server/policy/template-pausing.js';
import { rateTemplate } from '../../../../mock-server/policy/template-quality.js';
import { HELLO_WORLD, HOUR_MS, livingTemplates } from './living-templates.js';

test('pauses last 3 hours, then 6, and the third disables', async () => {
  const living = livingTemplates();
  const pause = () => pauseTemplate(living.world, living.find(HELLO_WORLD));
  for (const [hours, title] of [
    [3, 'FIRST_PAUSE'],
    [6, 'SECOND_PAUSE'],
  ] as const) {
    pause();
    expect([living.find(HELLO_WORLD).status, living.told()]).toEqual(['PAUSED', [`status: PAUSED ${title}`]]);
    await living.clock.advance(hours * HOUR_MS - 1);
    expect([living.find(HELLO_WORLD).status, living.told()]).toEqual(['PAUSED', []]);
    await living.clock.advance(1);
    expect([living.find(HELLO_WORLD).status, living.told()]).toEqual(['APPROVED', ['status: APPROVED UNPAUSE']]);
  }
  pause();
  expect(living.world.outbox.drain()).toEqual([
    {
      field: 'message_template_status_update',
      wabaId: '200000000000001',
      value: {
        event: 'DISABLED',
        message_template_id: 500000000000001,
        message_template_name: 'hello_world',
        message_template_language: 'en_US',
        message_template_category: 'UTILITY',
        reason: 'NONE',
        disable_info: { disable_date: '2026-11-22' },
        other_info: { title: 'DISABLED', description: expect.any(String) },
      },
    },
  ]);
  await living.clock.advance(1_000 * HOUR_MS);
  expect(living.find(HELLO_WORLD).status).toBe('DISABLED');
});

test('a pause that ends by hand does not end again', async () => {
  const living = livingTemplates();
  pauseTemplate(living.world, living.find(HELLO_WORLD));
  await living.clock.advance(HOUR_MS);
  resumeTemplate(living.world, living.find(HELLO_WORLD));
  pauseTemplate(living.world, living.find(HELLO_WORLD));
  living.told();
  await living.clock.advance(6 * HOUR_MS - 1);
  expect([living.find(HELLO_WORLD).status, living.told()]).toEqual(['PAUSED', []]);
  await living.clock.advance(1);
  expect(living.told()).toEqual(['status: APPROVED UNPAUSE']);
});

test('a pause by pacing ends by hand only', async () => {
  const living = livingTemplates();
  pauseForPacing(living.world, living.find(HELLO_WORLD));
  expect(living.told()).toEqual(['status: PAUSED RATE_LIMITING_PAUSE']);
  await living.clock.advance(1_000 * HOUR_MS);
  expect(living.find(HELLO_WORLD).status).toBe('PAUSED');
});

test.each<[string, string[], object, string]>([
  ['by the fall to low', [], {}, 'PAUSED'],
  ['not when the rule is off', ['template-pausing'], {}, 'APPROVED'],
  ['for as long as is set', [], { firstPauseMs: 1_000 }, 'PAUSED'],
])('a template is paused %s', async (_, off, figures, status) => {
  const living = livingTemplates(figures, off);
  rateTemplate(living.world, living.find(HELLO_WORLD), 'RED');
  expect(living.find(HELLO_WORLD).status).toBe(status);
  await living.clock.advance('firstPauseMs' in figures ? 1_000 : 3 * HOUR_MS);
  expect(living.find(HELLO_WORLD).status).toBe('APPROVED');
});
