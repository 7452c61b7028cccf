/**
 * Which things a fault meets: each with a probability, every Nth of them, only the first N, only those of some users, of
 * one number, of one route, and only during a span of time. All that is said must hold; the same members mean the same
 * for every fault, and chance is drawn only for what the rest lets through.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Random } from '../../core/random.js';
import type { StruckCall, StruckDelivery } from './fault.js';

export const probability = z.number().min(0).max(1);

/** Which calls a fault strikes. `media`: looking media up and fetching them. */
export const EVERY_CALL = ['send', 'mark-read', 'media', 'other'] as const;
export const EVERY_DELIVERY = ['message', 'status', 'event'] as const;

type Kinds<Name extends string> = readonly [Name, ...Name[]];

const text = z.string().min(1).max(200);
const MOST_USERS = 1_000;

/** Narrower than by kind. */
const match = z
  .strictObject({
    route: text.optional().describe("the call's route contains this: /messages"),
    number: text.optional().describe('phone_number_id'),
    users: z.array(text).min(1).max(MOST_USERS).optional().describe('phone numbers of users, as digits'),
    share: probability.optional().describe('this share of all users, always the same ones in a run'),
    type: text.optional().describe('message type of a send: template'),
    template: text.optional().describe('name of the template that is sent'),
    status: z.enum(['sent', 'delivered', 'read', 'failed']).optional().describe('of a delivery that carries one'),
    field: text.optional().describe('of a delivery of an event: account_update'),
  })
  .describe('only what is of these users, this number, this route, …');

/** When, relative to the beginning of the part of the timeline (or to being switched on). */
const span = () => ({
  after: duration.default(0).describe('begins so long after its part of the timeline begins'),
  for: duration.optional().describe('lasts at most so long; default: as long as its part'),
});

const which = () => ({
  every: z.int().min(1).optional().describe('only every Nth'),
  first: z.int().min(1).optional().describe('only the first N'),
  match: match.optional(),
  ...span(),
});

/** Members of every fault of calls. @param kinds that it strikes unless told otherwise. */
export const ofCalls = (kinds: Kinds<(typeof EVERY_CALL)[number]> = ['send'], share = 1) => ({
  probability: probability.default(share).describe('share of them that it strikes'),
  on: z
    .array(z.enum(EVERY_CALL))
    .min(1)
    .default([...kinds])
    .describe('which calls'),
  ...which(),
});

/** Members of every fault of deliveries. */
export const ofDeliveries = (kinds: Kinds<(typeof EVERY_DELIVERY)[number]> = ['message', 'status'], share = 1) => ({
  probability: probability.default(share).describe('share of them that it strikes'),
  of: z
    .array(z.enum(EVERY_DELIVERY))
    .min(1)
    .default([...kinds])
    .describe('which deliveries'),
  ...which(),
});

/** Members of every fault that acts. */
export const ofActs = span;

export interface Selection {
  readonly probability: number;
  /** Calls by action, deliveries by what they carry. */
  readonly kinds: readonly string[];
  readonly every?: number | undefined;
  readonly first?: number | undefined;
  readonly match?: z.output<typeof match> | undefined;
  readonly afterMs: number;
  readonly forMs: number;
}

/** Reads the members from validated parameters. */
export function selectionOf(parameters: Readonly<Record<string, unknown>>): Selection {
  const { on, of, after, for: lasting } = parameters;
  return {
    probability: typeof parameters.probability === 'number' ? parameters.probability : 1,
    kinds: (Array.isArray(on) ? on : Array.isArray(of) ? of : []) as readonly string[],
    every: parameters.every as number | undefined,
    first: parameters.first as number | undefined,
    match: parameters.match as Selection['match'],
    afterMs: typeof after === 'number' ? after : 0,
    forMs: typeof lasting === 'number' ? lasting : Number.POSITIVE_INFINITY,
  };
}

/** One fault's choosing, with its counts. */
export interface Selector {
  /** @param elapsedMs since the fault was switched on. @param random the stream of this fault and this thing. */
  selectsCall(call: StruckCall, elapsedMs: number, random: Random): boolean;
  selectsDelivery(delivery: StruckDelivery, elapsedMs: number, random: Random): boolean;
}

/** @param chance the stream of the fault itself: which users belong to a share depends on it alone. */
export function createSelector(selection: Selection, chance: Random): Selector {
  const { kinds, every, first, match: wanted, afterMs, forMs } = selection;
  const users = wanted?.users && new Set(wanted.users);
  let met = 0;
  let struck = 0;

  const isOfUsers = (user: string | undefined): boolean => {
    if (users && (user === undefined || !users.has(user))) return false;
    const share = wanted?.share;
    return share === undefined || (user !== undefined && chance.fork(`share/${user}`).chance(share));
  };

  const isInTime = (elapsedMs: number): boolean => elapsedMs >= afterMs && elapsedMs < afterMs + forMs;

  function isChosen(random: Random): boolean {
    if (first !== undefined && struck >= first) return false;
    met++;
    if (every !== undefined && met % every !== 0) return false;
    if (!random.chance(selection.probability)) return false;
    struck++;
    return true;
  }

  return {
    selectsCall(call, elapsedMs, random) {
      if (!kinds.includes(call.action) || !isInTime(elapsedMs)) return false;
      if (wanted) {
        if (wanted.route !== undefined && !call.route?.includes(wanted.route)) return false;
        if (wanted.number !== undefined && call.phoneNumberId !== wanted.number) return false;
        if (wanted.type !== undefined && call.type !== wanted.type) return false;
        if (wanted.template !== undefined && call.template !== wanted.template) return false;
        if (!isOfUsers(call.to)) return false;
      }
      return isChosen(random);
    },
    selectsDelivery(delivery, elapsedMs, random) {
      if (!kinds.includes(delivery.carries) || !isInTime(elapsedMs)) return false;
      if (wanted) {
        if (wanted.number !== undefined && delivery.phoneNumberId !== wanted.number) return false;
        if (wanted.status !== undefined && delivery.status !== wanted.status) return false;
        if (wanted.field !== undefined && delivery.field !== wanted.field) return false;
        if (!isOfUsers(delivery.user)) return false;
      }
      return isChosen(random);
    },
  };
}
