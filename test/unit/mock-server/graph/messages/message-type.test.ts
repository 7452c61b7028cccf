/** The words that are observed of a message, and the order in which it is refused. */
import { expect, test } from 'vitest';
import { messageTypes } from '../../../../../mock-server/graph/messages/content.js';
import { firstRefusal, invalid, missing, previewOf } from '../../../../../mock-server/graph/messages/message-type.js';
import { parseParameter } from '../../../../../mock-server/graph/parameters.js';

test('a preview is the texts that there are, set apart, cut to 200 characters', () => {
  expect(previewOf(['a', undefined, '', 7, 'b'])).toBe('a · b');
  expect(previewOf([undefined, ''])).toBeUndefined();
  expect(previewOf(['x'.repeat(150), 'y'.repeat(150)])).toBe(`${'x'.repeat(150)} · ${'y'.repeat(47)}`);
});

test('the first check that refuses counts, and the ones after it do not run', () => {
  let ran = false;
  const refusal = firstRefusal(
    () => undefined,
    () => missing('first'),
    () => {
      ran = true;
      return invalid('second');
    },
  );
  expect([refusal?.code, refusal?.details, ran]).toEqual([131008, 'first', false]);
  expect(firstRefusal()).toBeUndefined();
});

test.each<[string, unknown, string | undefined]>([
  ['text', { body: 'x'.repeat(300) }, 'x'.repeat(200)],
  ['image', { link: 'https://x.y/z' }, 'https://x.y/z'],
  ['document', { link: 'https://x.y/z', filename: 'a.pdf' }, 'a.pdf'],
  ['location', { latitude: 1, longitude: '-2.5' }, '1, -2.5'],
  ['location', { latitude: 1, longitude: 2, address: 'B' }, 'B'],
  ['reaction', { message_id: 'wamid.X' }, undefined],
  ['contacts', [{ name: { formatted_name: 'A' } }, { name: { formatted_name: 'B' } }], 'A · B'],
])('%s %j reads as it is meant', (type, content, words) => {
  const messageType = messageTypes[type];
  if (!messageType) throw new Error(`no type ${type}`);
  const parsed = parseParameter(messageType.shape, content, type);
  expect(parsed.refusal).toBeUndefined();
  expect(messageType.preview((parsed as { value: Record<string, unknown> }).value)).toBe(words);
});
