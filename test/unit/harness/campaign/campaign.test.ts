import { describe, expect, test } from 'vitest';
import { waId } from '../../../../core/ids.js';
import { fillTrigger, triggerForm } from '../../../../harness/campaign/campaign.js';

const values = {
  campaign: 'campaign#1',
  template: 'summer_offers',
  language: 'en_US',
  recipients: [waId('15552000001'), waId('15552000002')],
};
const bodyOf = (body: unknown) => fillTrigger(triggerForm.parse({ body }), values).body;

test('as it comes, a trigger is a POST of JSON that says all there is to say', () => {
  const { body, ...rest } = fillTrigger(triggerForm.parse({}), values);
  expect(rest).toEqual({ method: 'POST', path: '/campaign', headers: { 'content-type': 'application/json' } });
  expect(JSON.parse(body)).toEqual(values);
});

describe('a body', () => {
  test.each([
    ['a list, where the text is nothing else', { to: `\${recipients}` }, { to: values.recipients }],
    ['texts in texts', { name: `x-\${template}/\${language}` }, { name: 'x-summer_offers/en_US' }],
    [
      'what lies deeper',
      { a: [{ b: [`\${template}`, 1, null, true] }] },
      { a: [{ b: ['summer_offers', 1, null, true] }] },
    ],
    ['other names stay', { a: `\${nope} $template \${}` }, { a: `\${nope} $template \${}` }],
  ])('of JSON is filled in: %s', (_, given, expected) => {
    expect(JSON.parse(bodyOf(given))).toEqual(expected);
  });

  test('of text holds the list as JSON', () => {
    expect(bodyOf(`t=\${template}&to=\${recipients}`)).toBe('t=summer_offers&to=["15552000001","15552000002"]');
  });
});

test('headers and path are filled in, and a content type that is stated stays', () => {
  const trigger = triggerForm.parse({
    method: 'PUT',
    path: `/api/\${campaign}/start`,
    headers: { 'Content-Type': 'text/plain', 'Idempotency-Key': `\${campaign}` },
  });
  expect(fillTrigger(trigger, values)).toMatchObject({
    method: 'PUT',
    path: '/api/campaign%231/start',
    headers: { 'content-type': 'text/plain', 'idempotency-key': 'campaign#1' },
  });
});

test.each([
  [{ method: 'GET' }],
  [{ path: 'http://elsewhere.example/' }],
  [{ path: '//elsewhere.example/' }],
  [{ headers: { 'a b': 'c' } }],
  [{ headers: { a: 'b\r\nc: d' } }],
  [{ url: 'http://127.0.0.1/' }],
  [{ body: [1] }],
])('%j is refused', (given) => {
  expect(triggerForm.safeParse(given).success).toBe(false);
});
