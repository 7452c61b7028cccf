/**
 * `GET` and `POST /{waba-id}/schedules`: opening hours and the like. They are kept and listed; nothing acts on them.
 * A schedule may run over midnight, as one of Meta's own examples does.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { wabas } from '../../world/accounts.js';
import { type Schedule, schedules } from '../../world/schedules.js';
import type { NodeFields } from '../fields.js';
import { objectOf, textOf, textsOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type GraphRequest, refuse, reply } from '../operation.js';
import { array, boolean, fromJson, number, object, string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { constantOf, graphTime } from './given.js';
import { oneOf, refuseFull, textBetween } from './shapes.js';

const TYPES = ['BUSINESS_HOURS', 'AUTOMATED_RESPONSE', 'MESSAGE_CAMPAIGN', 'MAINTENANCE_WINDOW', 'CUSTOM'];
const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const SORTS = ['created_time.asc', 'created_time.desc', 'updated_time.asc', 'updated_time.desc'];
const FILTERED = ['status', 'schedule_type', 'is_active'];

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/schedules.test.ts',
});

const time = string({
  required: true,
  pattern: { like: /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, otherwise: 'must be a time of day: HH:MM.' },
});

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function recurrenceOf(given: GraphRequest['parameters']): NonNullable<Schedule['recurrence']> {
  const frequency = constantOf(given, 'frequency');
  const endDate = textOf(given, 'end_date');
  const { interval } = given;
  return {
    ...(frequency !== undefined && { frequency }),
    ...(typeof interval === 'number' && { interval }),
    ...(endDate !== undefined && { endDate }),
  };
}

/** Made from the checked parameters, without its id. */
function draftOf(wabaId: string, { parameters }: GraphRequest, createdAt: number): Omit<Schedule, 'id'> {
  const description = textOf(parameters, 'description');
  const days = (textsOf(parameters, 'days_of_week') ?? []).map((day) => day.toUpperCase());
  const recurrence = objectOf(parameters, 'recurrence_pattern');
  return {
    wabaId,
    name: textOf(parameters, 'name') ?? '',
    scheduleType: constantOf(parameters, 'schedule_type') ?? '',
    ...(description !== undefined && { description }),
    startTime: textOf(parameters, 'start_time') ?? '',
    endTime: textOf(parameters, 'end_time') ?? '',
    timezone: textOf(parameters, 'timezone') ?? 'UTC',
    ...(days.length > 0 && { daysOfWeek: days }),
    isActive: parameters.is_active !== false,
    ...(recurrence && { recurrence: recurrenceOf(recurrence) }),
    createdAt,
  };
}

function refuseDraft({ startTime, endTime, timezone, recurrence }: Omit<Schedule, 'id'>): GraphError | undefined {
  if (startTime === endTime) return parameterError('Param end_time must differ from start_time.');
  if (!isTimezone(timezone)) return parameterError('Param timezone must be an IANA timezone identifier.');
  const interval = recurrence?.interval ?? 1;
  return Number.isInteger(interval) && interval >= 1
    ? undefined
    : parameterError("Param recurrence_pattern['interval'] must be a positive integer.");
}

export const createSchedule = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/schedules',
    about: about('Adds a schedule to an account.'),
    accepts: {
      name: textBetween(1, 100, { required: true }),
      schedule_type: oneOf(TYPES, { required: true }),
      description: string({ maxLength: 500 }),
      start_time: time,
      end_time: time,
      timezone: string(),
      days_of_week: array(oneOf(DAYS)),
      is_active: boolean,
      recurrence_pattern: object({
        frequency: oneOf(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']),
        interval: number(),
        end_date: string({ pattern: { like: /^\d{4}-[01]\d-[0-3]\d$/, otherwise: 'must be a date: YYYY-MM-DD.' } }),
      }),
    },
  },
  (waba, request, world) => {
    const all = world.of(schedules);
    const draft = draftOf(waba.id, request, world.now());
    const refusal = refuseDraft(draft);
    if (refusal) return refuse(refusal);
    if (all.isFull()) return refuseFull('schedules');
    return reply(() => ({ id: all.add((id) => ({ id, ...draft })).id }));
  },
);

export const scheduleFields = (schedule: Schedule): NodeFields => ({
  defaults: ['name', 'status', 'schedule_type'],
  all: {
    id: schedule.id,
    name: schedule.name,
    status: schedule.isActive ? 'ACTIVE' : 'INACTIVE',
    schedule_type: schedule.scheduleType,
    description: schedule.description,
    start_time: schedule.startTime,
    end_time: schedule.endTime,
    timezone: schedule.timezone,
    days_of_week: schedule.daysOfWeek,
    created_time: graphTime(schedule.createdAt),
    updated_time: graphTime(schedule.createdAt),
    is_active: schedule.isActive,
    recurrence_pattern: schedule.recurrence && {
      frequency: schedule.recurrence.frequency,
      interval: schedule.recurrence.interval,
      end_date: schedule.recurrence.endDate,
    },
  },
});

type Matches = (all: NodeFields['all']) => boolean;

/** `[{"field":"status","operator":"EQUAL","value":"ACTIVE"}]`, or `IN` with a list. */
function parseFiltering(given: string | undefined): readonly Matches[] | undefined {
  const conditions = given === undefined ? [] : fromJson(given);
  if (!Array.isArray(conditions)) return undefined;
  const matches: Matches[] = [];
  for (const condition of conditions as unknown[]) {
    if (typeof condition !== 'object' || condition === null) return undefined;
    const { field, operator = 'EQUAL', value } = condition as Readonly<Record<string, unknown>>;
    const isKnown =
      typeof field === 'string' && FILTERED.includes(field) && (operator === 'EQUAL' || operator === 'IN');
    if (!isKnown) return undefined;
    const values = new Set((Array.isArray(value) ? value : [value]).map((it) => JSON.stringify(it)));
    matches.push((all) => values.has(JSON.stringify(all[field])) || values.has(JSON.stringify(String(all[field]))));
  }
  return matches;
}

export const getSchedules = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/schedules',
    about: about('The schedules of an account.'),
    accepts: { filtering: string(), sort: oneOf(SORTS) },
  },
  (waba, request, world) => {
    const filters = parseFiltering(textOf(request.parameters, 'filtering'));
    if (!filters)
      return refuse(
        parameterError(`Param filtering must be a list of conditions on {${FILTERED.join(', ')}} with EQUAL or IN.`),
      );
    const found = world
      .of(schedules)
      .all()
      .filter(({ wabaId }) => wabaId === waba.id)
      .map(scheduleFields)
      .filter(({ all }) => filters.every((matches) => matches(all)));
    const isDescending = textOf(request.parameters, 'sort')?.toLowerCase().endsWith('.desc') === true;
    return readEdge('waba', isDescending ? found.reverse() : found, request);
  },
);
