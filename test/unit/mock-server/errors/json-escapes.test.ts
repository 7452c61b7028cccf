import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringifyForGraph, stringifyForWebhook } from '../../../../mock-server/errors/json-escapes.js';
import { signBody, signingKey } from '../../../../mock-server/webhooks/signature.js';

describe('how characters are written', () => {
  test.each([
    ['emoji, as two lower-case escapes', '😀', '\\ud83d\\ude00', '\\ud83d\\ude00'],
    [
      'a family joined by zero-width joiners',
      '👨‍👩',
      '\\ud83d\\udc68\\u200d\\ud83d\\udc69',
      '\\ud83d\\udc68\\u200d\\ud83d\\udc69',
    ],
    ['accents, in lower-case hex', 'ÄéñÎ', '\\u00c4\\u00e9\\u00f1\\u00ce', '\\u00c4\\u00e9\\u00f1\\u00ce'],
    ['a combining accent', 'e\u0301', 'e\\u0301', 'e\\u0301'],
    [
      'right-to-left letters',
      'שלום مر',
      '\\u05e9\\u05dc\\u05d5\\u05dd \\u0645\\u0631',
      '\\u05e9\\u05dc\\u05d5\\u05dd \\u0645\\u0631',
    ],
    ['Chinese', '漢', '\\u6f22', '\\u6f22'],
    ['slash', 'a/b', 'a\\/b', 'a\\/b'],
    ['at sign', 'a@b', 'a\\u0040b', 'a\\u0040b'],
    ['less-than, upper-case hex in webhooks', 'a<b>', 'a<b>', 'a\\u003Cb>'],
    ['percent', '5%', '5%', '5\\u0025'],
    ['double quotes', '"', '\\"', '\\"'],
    ['single quotes and ampersands stay', "it's & more", "it's & more", "it's & more"],
    ['backslash', '\\', '\\\\', '\\\\'],
    ['a backslash before a slash', '\\/', '\\\\\\/', '\\\\\\/'],
    ['text that looks like an escape', '\\u0040', '\\\\u0040', '\\\\u0040'],
    ['line breaks and control characters', '\n\t\u0000', '\\n\\t\\u0000', '\\n\\t\\u0000'],
    ['line separators', '\u2028', '\\u2028', '\\u2028'],
    ['non-breaking space', '\u00a0', '\\u00a0', '\\u00a0'],
    ['half of an emoji', '\ud83d', '\\ud83d', '\\ud83d'],
    ['the other half', '\ude00x', '\\ude00x', '\\ude00x'],
  ])('%s', (_, text, graph, webhook) => {
    expect(stringifyForGraph({ text })).toBe(`{"text":"${graph}"}`);
    expect(stringifyForWebhook({ text })).toBe(`{"text":"${webhook}"}`);
  });

  test('member names are escaped too', () => {
    expect(stringifyForWebhook({ 'a/é': 1 })).toBe('{"a\\/\\u00e9":1}');
  });
});

const anything = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 });

test('whatever is written is ASCII and reads back as what it was', () => {
  fc.assert(
    fc.property(anything, (value) => {
      for (const stringify of [stringifyForGraph, stringifyForWebhook]) {
        const text = stringify(value);
        expect(text).toMatch(/^[\u0020-\u007f]*$/);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }
    }),
  );
});

test('the signatures verify over exactly the bytes that are sent, and over no other writing of the same JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (text, secret) => {
      const body = Buffer.from(stringifyForWebhook({ text: `${text}é/😀` }), 'latin1');
      const expected = (algorithm: string, bytes: Buffer) => createHmac(algorithm, secret).update(bytes).digest('hex');
      const headers = signBody(body, signingKey(secret));
      expect(headers).toEqual({
        'X-Hub-Signature-256': `sha256=${expected('sha256', body)}`,
        'X-Hub-Signature': `sha1=${expected('sha1', body)}`,
      });
      const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString('utf8'))));
      expect(headers['X-Hub-Signature-256']).not.toBe(`sha256=${expected('sha256', rewritten)}`);
    }),
  );
});
