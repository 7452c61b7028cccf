/** `filtering` and `sort` of an account's list of numbers. */
import { type GraphError, parameterError } from '../errors/graph-error.js';
import type { PhoneNumber } from '../world/accounts.js';
import { fromJson, quoted, string } from './parameters.js';

/** Meta's file writes `.desc`, its guide `_descending`. */
const SORT = /^(creation_time|last_onboarded_time)(?:\.|_)(asc|desc)(?:ending)?$/;

export const sortShape = string({
  pattern: { like: SORT, otherwise: 'must be creation_time or last_onboarded_time with .asc or .desc.' },
});

type Test = (number: PhoneNumber) => boolean;

const invalid = (): GraphError => parameterError('Param filtering must be a JSON array of field, operator and value.');

function testOf(condition: unknown, isOfficial: Test): Test | undefined {
  const { field, operator, value } = (typeof condition === 'object' && condition !== null ? condition : {}) as Readonly<
    Record<string, unknown>
  >;
  const readers: Readonly<Record<string, (number: PhoneNumber) => string>> = {
    account_mode: (number) => number.accountMode,
    messaging_limit_tier: (number) => number.messagingLimit,
    is_official_business_account: (number) => String(isOfficial(number)),
  };
  const read = typeof field === 'string' && Object.hasOwn(readers, field) ? readers[field] : undefined;
  if (!read) return undefined;
  const wanted = (Array.isArray(value) ? value : [value]).map(quoted);
  switch (quoted(operator).toUpperCase()) {
    case 'EQUAL':
    case 'IN':
      return (number) => wanted.includes(read(number));
    case 'NOT_EQUAL':
    case 'NOT_IN':
      return (number) => !wanted.includes(read(number));
    default:
      return undefined;
  }
}

/** The numbers that pass all conditions, or the refusal of a condition. */
export function filterNumbers(
  all: readonly PhoneNumber[],
  filtering: unknown,
  isOfficial: Test,
): { readonly numbers: readonly PhoneNumber[] } | { readonly refusal: GraphError } {
  if (filtering === undefined || filtering === null || filtering === '') return { numbers: all };
  const conditions = fromJson(filtering);
  if (!Array.isArray(conditions)) return { refusal: invalid() };
  let numbers = all;
  for (const condition of conditions) {
    const test = testOf(condition, isOfficial);
    if (!test) return { refusal: invalid() };
    numbers = numbers.filter(test);
  }
  return { numbers };
}

/** @param all in the order of their creation. */
export function sortNumbers(all: readonly PhoneNumber[], sort: string | undefined): readonly PhoneNumber[] {
  const [, field, direction] = SORT.exec(sort ?? '') ?? [];
  if (field === undefined) return all;
  const sorted =
    field === 'creation_time' ? all : all.toSorted((a, b) => a.lastOnboardedTime.localeCompare(b.lastOnboardedTime));
  return direction === 'desc' ? sorted.toReversed() : sorted;
}
