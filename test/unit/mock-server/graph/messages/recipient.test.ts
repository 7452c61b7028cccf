/** Business-scoped ids: which are well formed, and which templates refuse them. */
import { expect, test } from 'vitest';
import { isPhoneNumber, refuseRecipient } from '../../../../../mock-server/graph/messages/recipient.js';

const templates = [
  { name: 'code', language: 'en', category: 'AUTHENTICATION' as const },
  { name: 'news', language: 'en', category: 'MARKETING' as const },
];
const recipient = 'PT.70418823369015';
const send = (name: string, code = 'en') => ({ recipient, type: 'template', template: { name, language: { code } } });

test.each<[string, Record<string, unknown>, number]>([
  ['nobody', {}, 100],
  ['an empty id', { recipient: '' }, 100],
  ['an id of null', { recipient: null }, 100],
  ['an id that is no text', { recipient: { a: 1 } }, 100],
  ['small letters for the country', { recipient: 'pt.1' }, 100],
  ['no country', { recipient: '70418823369015' }, 100],
  ['an id too long', { recipient: `PT.${'1'.repeat(129)}` }, 100],
  ['a text', { recipient }, 1],
  ['the longest id', { recipient: `PT.${'a'.repeat(128)}` }, 1],
  ['a parent id', { recipient: 'PT.ENT.55190026447318' }, 1],
  ['an authentication template', send('code'), 131062],
  ['an authentication template as text', { ...send('code'), template: JSON.stringify(send('code').template) }, 131062],
  ['an authentication template in another language', send('code', 'es'), 1],
  ['another template', send('news'), 1],
  ['no template', { recipient, type: 'template', template: null }, 1],
  ['a template without language', { recipient, type: 'template', template: { name: 'code', language: null } }, 1],
])('%s', (_, parameters, code) => {
  expect(refuseRecipient(parameters, templates).code).toBe(code);
});

test.each([
  ['+1 (555) 777-0001', true],
  ['1234567', true],
  ['123456', false],
  ['1234567890123456', false],
  ['Ana', false],
  ['+1x5557770001', false],
])('%s is a phone number: %s', (to, is) => {
  expect(isPhoneNumber(to)).toBe(is);
});
