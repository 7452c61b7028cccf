/**
 * Analytics as fields of an account: `analytics`, `conversation_analytics`, `pricing_analytics` and `call_analytics`,
 * each with its modifiers (`analytics.start(…).end(…).granularity(DAY)`). Counted from what was really sent here. Costs
 * are 0: no rate card is known to the mock (assumed). Conversations are counted as deliveries (assumed: Meta bills
 * messages since July 2025).
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { numbers, type PhoneNumber, type Waba } from '../../world/accounts.js';
import type { Tally } from '../../world/tallies.js';
import type { World } from '../../world/world.js';
import type { Compute, Computed } from '../fields.js';
import { type Asked, addUp, listOf, readSpan, type Span } from './span.js';

const HALF_HOURLY = ['HALF_HOUR', 'DAY', 'MONTH'];
const DAILY = ['HALF_HOUR', 'DAILY', 'MONTHLY'];

const digitsOf = ({ displayPhoneNumber }: PhoneNumber): string => displayPhoneNumber.replace(/\D/g, '');

/** What a question is about: the account's numbers and the tallies of those that it names. */
interface Scope {
  readonly digits: ReadonlyMap<string, string>;
  readonly tallies: readonly Tally[];
}

function scopeOf(waba: Waba, world: World, span: Span, asked: Asked): Scope {
  const wanted = listOf(asked.phone_numbers)?.map((text) => text.replace(/\D/g, ''));
  const countries = listOf(asked.country_codes)?.map((code) => code.toUpperCase());
  const own = world
    .of(numbers)
    .all()
    .filter(({ wabaId }) => wabaId === waba.id);
  const digits = new Map(own.map((number) => [number.id, digitsOf(number)]));
  const tallies = world.tallies.between(span.start, span.end).filter(({ phoneNumberId, country }) => {
    const of = digits.get(phoneNumberId);
    return of !== undefined && (!wanted || wanted.includes(of)) && (!countries || countries.includes(country));
  });
  return { digits, tallies };
}

/** A field whose modifiers say what is asked. */
const field =
  (granularities: readonly string[], answer: (span: Span, asked: Asked) => Computed): Compute =>
  (modifiers) => {
    const span = readSpan(modifiers, granularities);
    return 'refusal' in span ? span : answer(span, modifiers);
  };

/** The dimensions that are asked for, or the refusal of one that there is not. */
function dimensionsOf<Name extends string>(
  asked: Asked,
  known: readonly Name[],
): readonly Name[] | { readonly refusal: GraphError } {
  const wanted = (listOf(asked.dimensions) ?? []).map((name) => name.toUpperCase());
  const stranger = wanted.find((name) => !(known as readonly string[]).includes(name));
  return stranger === undefined
    ? known.filter((name) => wanted.includes(name))
    : { refusal: parameterError(`Param dimensions must be one of {${known.join(', ')}} - got "${stranger}".`) };
}

function messaging(waba: Waba, world: World): Compute {
  return field(HALF_HOURLY, (span, asked) => {
    const { digits, tallies } = scopeOf(waba, world, span, asked);
    const points = addUp(tallies, span.granularity, () => ({}));
    if (points.length === 0) return { value: { granularity: span.granularity } };
    const seen = new Set(tallies.map(({ phoneNumberId }) => digits.get(phoneNumberId) ?? ''));
    return {
      value: {
        phone_numbers: [...seen],
        country_codes: [...new Set(tallies.map(({ country }) => country))],
        granularity: span.granularity,
        data_points: points.map(({ start, end, sent, delivered }) => ({ start, end, sent, delivered })),
      },
    };
  });
}

const PRICING_DIMENSIONS = ['PHONE', 'COUNTRY', 'PRICING_TYPE', 'PRICING_CATEGORY'] as const;

/** Free-form messages in the window cost nothing before October 2026; templates are regular. */
const pricingType = (category: string): string => (category === 'service' ? 'FREE_CUSTOMER_SERVICE' : 'REGULAR');

function pricing(waba: Waba, world: World): Compute {
  return field(DAILY, (span, asked) => {
    const dimensions = dimensionsOf(asked, PRICING_DIMENSIONS);
    if ('refusal' in dimensions) return dimensions;
    const { digits, tallies } = scopeOf(waba, world, span, asked);
    const points = addUp(tallies, span.granularity, ({ phoneNumberId, country, category }) => ({
      ...(dimensions.includes('PHONE') && { phone_number: digits.get(phoneNumberId) ?? '' }),
      ...(dimensions.includes('COUNTRY') && { country }),
      ...(dimensions.includes('PRICING_TYPE') && { pricing_type: pricingType(category) }),
      ...(dimensions.includes('PRICING_CATEGORY') && { pricing_category: category.toUpperCase() }),
    }));
    const metrics = listOf(asked.metric_types) ?? ['COST', 'VOLUME'];
    return {
      value: {
        data: [
          {
            data_points: points.map(({ start, end, of, delivered }) => ({
              start,
              end,
              ...of,
              ...(metrics.includes('VOLUME') && { volume: delivered }),
              ...(metrics.includes('COST') && { cost: 0 }),
            })),
          },
        ],
      },
    };
  });
}

const CONVERSATION_DIMENSIONS = [
  'PHONE',
  'COUNTRY',
  'CONVERSATION_TYPE',
  'CONVERSATION_CATEGORY',
  'CONVERSATION_DIRECTION',
] as const;

function conversations(waba: Waba, world: World): Compute {
  return field(DAILY, (span, asked) => {
    const dimensions = dimensionsOf(asked, CONVERSATION_DIMENSIONS);
    if ('refusal' in dimensions) return dimensions;
    const { digits, tallies } = scopeOf(waba, world, span, asked);
    const points = addUp(tallies, span.granularity, ({ phoneNumberId, country, category }) => ({
      ...(dimensions.includes('PHONE') && { phone_number: digits.get(phoneNumberId) ?? '' }),
      ...(dimensions.includes('COUNTRY') && { country }),
      ...(dimensions.includes('CONVERSATION_TYPE') && {
        conversation_type: category === 'service' ? 'FREE_TIER' : 'REGULAR',
      }),
      ...(dimensions.includes('CONVERSATION_CATEGORY') && { conversation_category: category.toUpperCase() }),
      ...(dimensions.includes('CONVERSATION_DIRECTION') && {
        conversation_direction: category === 'service' ? 'USER_INITIATED' : 'BUSINESS_INITIATED',
      }),
    }));
    const data_points = points.map(({ start, end, of, delivered }) => ({
      start,
      end,
      conversation: delivered,
      ...of,
      cost: 0,
    }));
    return { value: { data: [{ data_points }] } };
  });
}

function callAnalytics(waba: Waba, world: World): Compute {
  return field(DAILY, (span, asked) => {
    const points = addUp(scopeOf(waba, world, span, asked).tallies, span.granularity, () => ({}));
    const data_points = points
      .filter(({ calls }) => calls > 0)
      .map(({ start, end, calls }) => ({ start, end, count: calls, cost: 0 }));
    return { value: { data: [{ data_points }] } };
  });
}

/** What an account answers when it is asked for analytics. */
export const accountAnalytics = (waba: Waba, world: World): Readonly<Record<string, Compute>> => ({
  analytics: messaging(waba, world),
  pricing_analytics: pricing(waba, world),
  conversation_analytics: conversations(waba, world),
  call_analytics: callAnalytics(waba, world),
});
