/**
 * Every operation of Meta's OpenAPI file against the mock: a valid request and its answer, bad requests and their
 * refusals. Needs the file; without it the suite is skipped, and fails where it must not be missing (`CI=true`).
 */
import { afterAll, describe, expect, test } from 'vitest';
import { findDocument, openSuite, type Result, report, unusedReviews } from './run.js';

const file = findDocument();
const suite = file === undefined ? undefined : openSuite(file);

test.runIf(process.env.CI === 'true')('the OpenAPI file is there: name it in WAPROOF_OPENAPI', () => {
  expect(file).toBeDefined();
});

test.skipIf(suite !== undefined)('skipped: there is no OpenAPI file; name one in WAPROOF_OPENAPI', ({ skip }) =>
  skip(),
);

describe.runIf(suite !== undefined)('Meta’s OpenAPI file', () => {
  const results: Result[] = [];
  afterAll(() => console.log(report(results)));

  test.each((suite?.operations ?? []).map((operation) => [operation.name, operation] as const))(
    '%s',
    async (_name, operation) => {
      const result = await suite?.judge(operation);
      if (result) results.push(result);
      expect(result?.differences.map(({ text }) => text)).toEqual([]);
    },
  );

  test('needs every entry of the reviewed list', () => {
    expect(unusedReviews(results)).toEqual([]);
  });
});
