import { describe, expect, test } from 'vitest';
import { renderEnvelope } from '../../../../mock-server/errors/envelope.js';
import { errorTable } from '../../../../mock-server/errors/error-table.js';
import {
  contentError,
  findError,
  graphError,
  notSimulated,
  observedError,
  parameterError,
} from '../../../../mock-server/errors/graph-error.js';

const TRACE = 'A1b2C3d4E5f6G7h8I9j0KLm';

describe('the table', () => {
  test.each(errorTable.map((row) => [`${row[0]}/${row[1]} ${row[4]}`, row] as const))('%s is a sound row', (_, row) => {
    const [code, subcode, status, type, title, delivered, retry, definite] = row;
    expect(Number.isInteger(code) && Number.isInteger(subcode)).toBe(true);
    expect(type === 'OAuthException' || type === 'GraphMethodException').toBe(true);
    expect(title).not.toBe('');
    // Only what arrives by webhook alone has no HTTP status.
    expect(status === 0 ? delivered : 'any').toBe(status === 0 ? 'webhook' : 'any');
    expect(status === 0 || (status >= 200 && status < 600)).toBe(true);
    // A failure on Meta's side that may heal leaves open what happened; what needs a fix certainly did not happen.
    if (status >= 500) expect(definite).toBe(retry !== 'backoff');
    expect(['backoff', 'after-window', 'after-fix', 'never']).toContain(retry);
  });

  test.each(errorTable.map((row) => [row[0], row[1]] as const))(
    '%d/%d builds an error that can be answered',
    (code, subcode) => {
      const error = graphError(code, subcode === 0 ? {} : { subcode });
      const row = findError(code, subcode);
      expect(error.code).toBe(code);
      expect(error.title).toBe(row?.[4]);
      expect(error.status).toBe(row?.[2] || 400);
      expect(error.message).not.toBe('');
      const { error: body } = JSON.parse(renderEnvelope(error, TRACE));
      expect(body).toMatchObject({ code, type: row?.[3], fbtrace_id: TRACE });
      expect(body.error_subcode).toBe(subcode === 0 ? undefined : subcode);
    },
  );

  test('holds each pair of code and subcode once, save the variants of 100 and 200 that share a code', () => {
    const keys = errorTable.map((row) => `${row[0]}/${row[1]}`);
    const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
    expect([...new Set(repeated)]).toEqual(['100/0', '200/0']);
  });

  test('finds a code that is asked for with a subcode that it does not list', () => {
    expect(findError(130429, 2494055)?.[4]).toBe('Rate limit hit');
    expect(findError(190, 463)?.[4]).toBe('Expired');
    expect(findError(999_999)).toBeUndefined();
  });

  test('a code outside of it is a bug of ours', () => {
    expect(() => graphError(999_999)).toThrow(RangeError);
  });
});

describe('how Meta advises to retry', () => {
  test('is taken from the table for errors below 500', () => {
    for (const [code, subcode, status, , , , retry] of errorTable)
      if (status < 500 && status !== 429 && subcode === 0 && code !== 100)
        expect([code, graphError(code).retry]).toEqual([code, retry]);
  });

  test('is to back off after any 429 or 5xx, whatever the code, and a 5xx leaves open what happened', () => {
    expect(graphError(131026)).toMatchObject({ retry: 'never', definite: true });
    expect(graphError(131026, { status: 503 })).toMatchObject({ status: 503, retry: 'backoff', definite: false });
    expect(graphError(131026, { status: 429 })).toMatchObject({ status: 429, retry: 'backoff', definite: true });
  });
});

describe('the envelope', () => {
  test('has its members in the order of live answers', () => {
    const error = graphError(131009, { details: 'why', subcode: 2494010, isTransient: false });
    expect(renderEnvelope(error, TRACE)).toBe(
      '{"error":{"message":"(#131009) Parameter value is not valid","type":"OAuthException","code":131009,' +
        '"error_data":{"messaging_product":"whatsapp","details":"why"},"error_subcode":2494010,' +
        `"is_transient":false,"fbtrace_id":"${TRACE}"}}`,
    );
  });

  test('leaves out what the error does not have', () => {
    expect(renderEnvelope(parameterError('The parameter to is required.'), TRACE)).toBe(
      `{"error":{"message":"(#100) The parameter to is required.","type":"OAuthException","code":100,"fbtrace_id":"${TRACE}"}}`,
    );
  });

  test('escapes as Graph does', () => {
    const text = renderEnvelope(contentError(131009, 'a/b@c é 😀'), TRACE);
    expect(text).toContain('"details":"a\\/b\\u0040c \\u00e9 \\ud83d\\ude00"');
  });
});

describe('wording', () => {
  test('is (#code) title, save for the codes whose message stands alone', () => {
    expect(graphError(130429).message).toBe('(#130429) Rate limit hit');
    expect(graphError(190).message).toBe('Access token invalid');
    expect(graphError(104).message).toBe('Access token required');
    expect(graphError(2500).message).toBe('Unknown path / token needed');
  });

  test('what is not simulated says so, as a 501 that is nobody’s mistake but ours', () => {
    expect(notSimulated('groups')).toMatchObject({
      code: 1,
      status: 501,
      simulated: false,
      message:
        '(#1) waproof does not simulate groups yet. This is a gap in waproof, not a mistake of your integration.',
    });
    expect(graphError(1).simulated).toBe(true);
  });

  test('an observation keeps code, title and how the table judges', () => {
    expect(observedError(graphError(190, { subcode: 463 }))).toEqual({
      code: 190,
      subcode: 463,
      title: 'Expired',
      retry: 'after-fix',
      definite: true,
    });
    expect(observedError(contentError(131009, 'why'))).toEqual({
      code: 131009,
      title: 'Parameter value is not valid',
      retry: 'after-fix',
      definite: true,
    });
  });
});
