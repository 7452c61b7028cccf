import { expect, test } from 'vitest';
import { resubmitTemplate, submitTemplate } from '../../../../mock-server/policy/template-review.js';
import { draftOf, HELLO_WORLD, HOUR_MS, livingTemplates, WABA } from './living-templates.js';

const body = (text: string, footer?: string) => [
  { type: 'BODY', text },
  ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
];

test.each<[string, string, string, string[]]>([
  ['an ordinary name is approved', 'thanks', 'APPROVED', ['status: APPROVED']],
  ['rejected_ is rejected', 'rejected_offer', 'REJECTED', ['status: REJECTED INVALID_FORMAT']],
  ['pending_ is not decided on', 'pending_offer', 'PENDING', []],
  ['paused_ is approved and paused', 'paused_offer', 'PAUSED', ['status: APPROVED', 'status: PAUSED FIRST_PAUSE']],
])('without a delay: %s', (_, name, status, told) => {
  const living = livingTemplates();
  const { id } = submitTemplate(living.world, draftOf(name), WABA);
  expect([living.find(id).status, living.told()]).toEqual([status, told]);
});

test.each<[string, string, string, string[]]>([
  ['an ordinary name', 'thanks', 'APPROVED', ['status: APPROVED']],
  ['rejected_', 'rejected_offer', 'REJECTED', ['status: REJECTED INVALID_FORMAT']],
  ['pending_', 'pending_offer', 'PENDING', []],
  ['paused_', 'paused_offer', 'PAUSED', ['status: APPROVED', 'status: PAUSED FIRST_PAUSE']],
])('a review of an hour ends after an hour, not before: %s', async (_, name, status, told) => {
  const living = livingTemplates({ reviewDelayMs: HOUR_MS });
  const { id, status: first } = submitTemplate(living.world, draftOf(name), WABA);
  expect([first, living.told()]).toEqual(['PENDING', []]);
  await living.clock.advance(HOUR_MS - 1);
  expect([living.find(id).status, living.told()]).toEqual(['PENDING', []]);
  await living.clock.advance(1);
  expect([living.find(id).status, living.told()]).toEqual([status, told]);
});

test('reviews end each in its own time, however far the clock is moved', async () => {
  const living = livingTemplates({ reviewDelayMs: HOUR_MS });
  const ids: string[] = [];
  for (const name of ['first', 'second', 'third']) {
    ids.push(submitTemplate(living.world, draftOf(name), WABA).id);
    await living.clock.advance(HOUR_MS / 4);
  }
  const startedAt = living.world.now() - (3 * HOUR_MS) / 4;
  await living.clock.advance(24 * HOUR_MS);
  expect(ids.map((id) => living.find(id).updatedAt - startedAt)).toEqual([
    HOUR_MS,
    HOUR_MS + HOUR_MS / 4,
    HOUR_MS + HOUR_MS / 2,
  ]);
});

test('an edit is reviewed anew, and told of', async () => {
  const living = livingTemplates({ reviewDelayMs: HOUR_MS });
  resubmitTemplate(living.world, HELLO_WORLD, { components: body('New words.') });
  expect([living.find(HELLO_WORLD).status, living.told()]).toEqual(['PENDING', ['components: ']]);
  await living.clock.advance(HOUR_MS);
  expect([living.find(HELLO_WORLD).status, living.told()]).toEqual(['APPROVED', ['status: APPROVED']]);
});

test('an edit in the middle of a review begins it anew', async () => {
  const living = livingTemplates({ reviewDelayMs: HOUR_MS });
  const { id } = submitTemplate(living.world, draftOf('thanks'), WABA);
  await living.clock.advance(HOUR_MS / 2);
  resubmitTemplate(living.world, id, { components: body('Better words.') });
  await living.clock.advance(HOUR_MS - 1);
  expect(living.find(id).status).toBe('PENDING');
  await living.clock.advance(1);
  expect(living.find(id).status).toBe('APPROVED');
});

test('what is said by hand during the review holds', async () => {
  const living = livingTemplates({ reviewDelayMs: HOUR_MS });
  const { id } = submitTemplate(living.world, draftOf('thanks'), WABA);
  living.world.templateStore.review(id, { status: 'REJECTED', reason: 'SCAM' });
  await living.clock.advance(2 * HOUR_MS);
  expect(living.find(id)).toMatchObject({ status: 'REJECTED', rejectedReason: 'SCAM' });
});

test.each<[string, object, string]>([
  ['the same body and footer', { components: body('Bye.', 'Us') }, 'REJECTED'],
  ['another footer', { components: body('Bye.', 'We') }, 'APPROVED'],
  ['no footer', { components: body('Bye.') }, 'APPROVED'],
  ['another language', { components: body('Bye.', 'Us'), language: 'es' }, 'APPROVED'],
  ['another category', { components: body('Bye.', 'Us'), category: 'MARKETING' }, 'REJECTED'],
])('beside a template that says "Bye.", %s', async (_, parts, status) => {
  const living = livingTemplates({ reviewDelayMs: HOUR_MS });
  submitTemplate(living.world, draftOf('farewell', { components: body('Bye.', 'Us') }), WABA);
  await living.clock.advance(HOUR_MS);
  const { id } = submitTemplate(living.world, draftOf('again', parts), WABA);
  await living.clock.advance(HOUR_MS);
  expect(living.find(id).status).toBe(status);
});

test('a text of the library needs no review', () => {
  const living = livingTemplates({ reviewDelayMs: HOUR_MS });
  const draft = draftOf('delivery', { libraryTemplateName: 'delivery_update_1' });
  expect(submitTemplate(living.world, draft, WABA).status).toBe('APPROVED');
});
