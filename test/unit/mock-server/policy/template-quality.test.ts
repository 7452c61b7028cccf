import { expect, test } from 'vitest';
import { hearFeedback, rateTemplate, scoreOf } from '../../../../mock-server/policy/template-quality.js';
import { HELLO_WORLD, HOUR_MS, livingTemplates } from './living-templates.js';

const DAY_MS = 24 * HOUR_MS;

test.each<[number, number, string | undefined]>([
  [19, 19, undefined],
  [20, 0, 'GREEN'],
  [100, 1, 'GREEN'],
  [100, 2, 'YELLOW'],
  [100, 4, 'YELLOW'],
  [100, 5, 'RED'],
  [20, 20, 'RED'],
])('of %i deliveries %i went wrong: %s', (delivered, feedback, score) => {
  expect(scoreOf(livingTemplates().world, delivered, feedback)).toBe(score);
});

test('falls with the blocks of users, is told of, pauses, and rises when they are a week old', async () => {
  const living = livingTemplates();
  const { world } = living;
  const deliver = (count: number) => {
    const message = { phoneNumberId: living.number, to: '15557770001', template: living.find(HELLO_WORLD) };
    for (let n = 0; n < count; n++) world.tallies.count('delivered', message, world.now());
  };
  const hear = (count: number) => hearFeedback(world, living.find(HELLO_WORLD), count)?.quality.score;
  deliver(19);
  expect(hear(0)).toBe('UNKNOWN');
  deliver(81);
  expect(hear(0)).toBe('GREEN');
  expect(hear(2)).toBe('YELLOW');
  expect(hear(3)).toBe('RED');
  expect(living.told()).toEqual(['quality: GREEN', 'quality: YELLOW', 'quality: RED', 'status: PAUSED FIRST_PAUSE']);
  await living.clock.advance(7 * DAY_MS);
  deliver(100);
  expect(hear(0)).toBe('GREEN');
});

test('of another template does not matter', () => {
  const living = livingTemplates();
  const message = { phoneNumberId: living.number, to: '15557770001', template: living.find('500000000000002') };
  for (let n = 0; n < 100; n++) living.world.tallies.count('delivered', message, living.world.now());
  expect(hearFeedback(living.world, living.find(HELLO_WORLD), 50)?.quality.score).toBe('UNKNOWN');
});

test('is told of only when it changes', () => {
  const living = livingTemplates();
  rateTemplate(living.world, living.find(HELLO_WORLD), 'GREEN');
  rateTemplate(living.world, living.find(HELLO_WORLD), 'GREEN');
  expect(living.told()).toEqual(['quality: GREEN']);
});

test('one that comes back while it is low is paused again by more feedback, and then disabled; never by time alone', async () => {
  const living = livingTemplates();
  const { world } = living;
  const message = { phoneNumberId: living.number, to: '15557770001', template: living.find(HELLO_WORLD) };
  for (let n = 0; n < 100; n++) world.tallies.count('delivered', message, world.now());
  const statusAfter = (count: number) => hearFeedback(world, living.find(HELLO_WORLD), count)?.status;
  expect(statusAfter(5)).toBe('PAUSED');
  await living.clock.advance(3 * HOUR_MS);
  expect(statusAfter(0)).toBe('APPROVED');
  expect(statusAfter(1)).toBe('PAUSED');
  expect(statusAfter(1)).toBe('PAUSED');
  await living.clock.advance(6 * HOUR_MS);
  expect(statusAfter(1)).toBe('DISABLED');
});
