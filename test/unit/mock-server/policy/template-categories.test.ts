import { expect, test } from 'vitest';
import { announceCategory, recategorise } from '../../../../mock-server/policy/template-categories.js';
import { submitTemplate } from '../../../../mock-server/policy/template-review.js';
import { draftOf, HELLO_WORLD, HOUR_MS, livingTemplates, WABA } from './living-templates.js';

test.each<[string, 'UTILITY' | 'AUTHENTICATION', string]>([
  ['misdeclared_offer', 'UTILITY', 'MARKETING'],
  ['misdeclared_code', 'AUTHENTICATION', 'AUTHENTICATION'],
  ['offer', 'UTILITY', 'UTILITY'],
])('%s, declared as %s, is stored as %s', (name, declared, stored) => {
  const { world } = livingTemplates();
  expect(submitTemplate(world, draftOf(name, { category: declared }), WABA).category).toBe(stored);
});

test('a category that is put into force at once is told of', () => {
  const living = livingTemplates();
  recategorise(living.world, living.find(HELLO_WORLD), 'MARKETING');
  expect(living.find(HELLO_WORLD)).toMatchObject({ category: 'MARKETING', previousCategory: 'UTILITY' });
  expect(living.world.outbox.drain()).toEqual([
    {
      field: 'template_category_update',
      wabaId: WABA,
      value: {
        message_template_id: 500000000000001,
        message_template_name: 'hello_world',
        message_template_language: 'en_US',
        previous_category: 'UTILITY',
        new_category: 'MARKETING',
      },
    },
  ]);
  recategorise(living.world, living.find(HELLO_WORLD), 'MARKETING');
  expect(living.told()).toEqual([]);
});

test('an announced one comes into force after its notice', async () => {
  const living = livingTemplates();
  announceCategory(living.world, living.find(HELLO_WORLD), 'MARKETING');
  expect(living.world.outbox.drain()[0]?.value).toMatchObject({
    new_category: 'UTILITY',
    correct_category: 'MARKETING',
    category_update_timestamp: Math.floor(living.world.now() / 1_000) + 86_400,
  });
  await living.clock.advance(24 * HOUR_MS - 1);
  expect(living.find(HELLO_WORLD).category).toBe('UTILITY');
  await living.clock.advance(1);
  expect(living.find(HELLO_WORLD)).toMatchObject({ category: 'MARKETING', previousCategory: 'UTILITY' });
  expect([living.find(HELLO_WORLD).correction, living.told()]).toEqual([undefined, ['category: MARKETING']]);
});
