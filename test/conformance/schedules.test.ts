/** Schedules of an account, over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callsOf, refused, WABA } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

const SCHEDULES = `${WABA}/schedules`;
const hours = { name: 'Shop hours', schedule_type: 'BUSINESS_HOURS', start_time: '09:00', end_time: '17:00' };

test('a schedule is kept as it was given', async () => {
  const { json } = await post(SCHEDULES, {
    ...hours,
    timezone: 'Europe/Madrid',
    days_of_week: ['MONDAY', 'FRIDAY'],
    recurrence_pattern: { frequency: 'WEEKLY', interval: 2, end_date: '2027-12-31' },
  });
  const fields = 'start_time,end_time,timezone,days_of_week,recurrence_pattern,is_active,status';
  expect((await get(`${SCHEDULES}?fields=${fields}`)).json.data).toEqual([
    {
      start_time: '09:00',
      end_time: '17:00',
      timezone: 'Europe/Madrid',
      days_of_week: ['MONDAY', 'FRIDAY'],
      recurrence_pattern: { frequency: 'WEEKLY', interval: 2, end_date: '2027-12-31' },
      is_active: true,
      status: 'ACTIVE',
      id: json.id,
    },
  ]);
});

test('schedules are filtered and sorted', async () => {
  const { json: first } = await post(SCHEDULES, hours);
  const { json: second } = await post(SCHEDULES, {
    name: 'Nightly',
    schedule_type: 'MAINTENANCE_WINDOW',
    start_time: '23:00',
    end_time: '04:00:00',
    is_active: false,
  });
  const idsOf = async (query: Record<string, string>) =>
    ((await get(`${SCHEDULES}?${new URLSearchParams(query)}`)).json.data as { id: string }[]).map(({ id }) => id);
  expect(await idsOf({ sort: 'created_time.desc' })).toEqual([second.id, first.id]);
  const filtering = (field: string, value: unknown, operator = 'EQUAL') =>
    idsOf({ filtering: JSON.stringify([{ field, operator, value }]) });
  expect(await filtering('status', 'INACTIVE')).toEqual([second.id]);
  expect(await filtering('is_active', true)).toEqual([first.id]);
  expect(await filtering('schedule_type', ['BUSINESS_HOURS', 'CUSTOM'], 'IN')).toEqual([first.id]);
});

test.each([
  [{ ...hours, name: undefined }, 'The parameter name is required.'],
  [{ ...hours, name: 'x'.repeat(101) }, 'Param name must be at most 100 characters long.'],
  [{ ...hours, schedule_type: 'HOLIDAY' }, 'Param schedule_type must be one of'],
  [{ ...hours, start_time: '9 am' }, 'Param start_time must be a time of day: HH:MM.'],
  [{ ...hours, end_time: '24:00' }, 'Param end_time must be a time of day: HH:MM.'],
  [{ ...hours, end_time: '09:00' }, 'Param end_time must differ from start_time.'],
  [{ ...hours, timezone: 'Atlantis/Capital' }, 'Param timezone must be an IANA timezone identifier.'],
  [{ ...hours, days_of_week: ['SOMEDAY'] }, 'Param days_of_week[0] must be one of'],
  [{ ...hours, is_active: 'perhaps' }, 'Param is_active must be a boolean.'],
  [{ ...hours, recurrence_pattern: { interval: 0 } }, "Param recurrence_pattern['interval'] must be a positive"],
  [{ ...hours, recurrence_pattern: { frequency: 'HOURLY' } }, "Param recurrence_pattern['frequency'] must be one of"],
  [{ ...hours, recurrence_pattern: { end_date: 'never' } }, "Param recurrence_pattern['end_date'] must be a date"],
])('%j is refused', async (body, words) => {
  expect(await post(SCHEDULES, body)).toMatchObject(refused(words));
});

test.each([
  ['sort=name.asc', 'Param sort must be one of'],
  ['filtering=all', 'Param filtering must be a list of conditions'],
  [`filtering=${encodeURIComponent('[{"field":"name","value":"x"}]')}`, 'Param filtering must be a list of conditions'],
  [`filtering=${encodeURIComponent('[null]')}`, 'Param filtering must be a list of conditions'],
])('the list with %s is refused', async (query, words) => {
  expect(await get(`${SCHEDULES}?${query}`)).toMatchObject(refused(words));
});
