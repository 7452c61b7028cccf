import { expect, test } from 'vitest';
import { createVersionPolicy, graphVersions, latestVersion } from '../../../../mock-server/policy/versions.js';

const on = (date: string) => createVersionPolicy(Date.parse(date));

test.each([
  // asked, on this day, served by
  ['v26.0', '2026-11-22T12:00:00Z', 'v26.0'],
  ['v23.0', '2026-11-22T12:00:00Z', 'v23.0'],
  ['v21.0', '2026-11-22T12:00:00Z', 'v21.0'],
  // Expired: the oldest that lives takes over, without a word.
  ['v20.0', '2026-11-22T12:00:00Z', 'v21.0'],
  ['v13.0', '2026-11-22T12:00:00Z', 'v21.0'],
  // No version: the oldest that lives.
  [undefined, '2026-11-22T12:00:00Z', 'v21.0'],
  // The last day of service is a day of service.
  ['v20.0', '2026-09-24T00:00:00Z', 'v20.0'],
  ['v20.0', '2026-09-24T23:59:59Z', 'v20.0'],
  ['v20.0', '2026-09-25T00:00:00Z', 'v21.0'],
  // When all with a known end have ended, the latest remains.
  ['v23.0', '2035-01-01T00:00:00Z', 'v26.0'],
])('%s on %s is served by %s', (asked, date, served) => {
  expect(on(date).serving(asked, '/1/messages')).toBe(served);
});

test.each(['v99.0', 'v1.0', 'v12.0', 'v23', 'v23.1', 'v023.0'])('%s never was: its path is unknown', (asked) => {
  expect(on('2026-11-22').serving(asked, '/1/messages')).toMatchObject({
    code: 2500,
    status: 400,
    type: 'OAuthException',
    message: 'Unknown path components: /1/messages',
  });
});

test('the table is in the order of release, and versions end in that order', () => {
  const released = graphVersions.map((row) => row.released);
  expect(released).toEqual(released.toSorted());
  const ends = graphVersions.flatMap((row) => row.expires ?? []);
  expect(ends).toEqual(ends.toSorted());
  for (const { released: from, expires = '9999' } of graphVersions) expect(expires > from).toBe(true);
  expect(graphVersions.at(-1)).toEqual({ version: latestVersion, released: '2026-07-29' });
});

test.each([
  ['2026-11-22', '2027-01-22'],
  ['2027-01-21', '2027-01-22'],
  ['2027-01-22', '2027-05-21'],
])('what holds on %s holds until %s', (today, until) => {
  expect(new Date(on(today).holdsUntil).toISOString()).toBe(`${until}T00:00:00.000Z`);
});

test('what holds when all known ends are over holds for ever', () => {
  expect(on('2030-01-01').holdsUntil).toBe(Number.POSITIVE_INFINITY);
});
