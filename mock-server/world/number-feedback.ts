/**
 * What users think of a number, as far as Meta counts it: who blocked it, who reported it, and when. The newest
 * thousand of each number. Who has blocked a number is not reached by it any more.
 */
import { defineCollection } from './collection.js';
import type { World } from './world.js';

export interface Feedback {
  readonly kind: 'block' | 'report';
  readonly user: string;
  /** Wall time in milliseconds. */
  readonly at: number;
}

/** Feedback about a number; the id is the number's. */
export interface NumberFeedback {
  readonly id: string;
  /** The oldest first. */
  readonly given: readonly Feedback[];
}

/** A user who has blocked a number. */
export interface NumberBlock {
  /** `<number>/<user>` */
  readonly id: string;
}

const FEEDBACK_KEPT = 1_000;

export const numberFeedback = defineCollection<NumberFeedback>({ name: 'numberFeedback', limit: 10_000 });
export const numberBlocks = defineCollection<NumberBlock>({ name: 'numberBlocks', limit: 200_000 });

export const blockOf = (phoneNumberId: string, user: string): string => `${phoneNumberId}/${user}`;

/** Asked for every send. */
export function hasBlocked(world: World, phoneNumberId: string, user: string): boolean {
  const blocks = world.of(numberBlocks);
  return blocks.size > 0 && blocks.get(blockOf(phoneNumberId, user)) !== undefined;
}

/** Keeps what a user did; the same user counts once for each kind. */
export function addFeedback(world: World, phoneNumberId: string, feedback: Feedback): void {
  const all = world.of(numberFeedback);
  const others = (all.get(phoneNumberId)?.given ?? []).filter(
    ({ kind, user }) => kind !== feedback.kind || user !== feedback.user,
  );
  all.put({ id: phoneNumberId, given: [...others, feedback].slice(-FEEDBACK_KEPT) });
}

const WEEK_MS = 7 * 86_400_000;
const WEIGHTS = { block: 1, report: 2 };

/**
 * How heavily the last 7 days weigh: a block counts 1 and a report 2 when it is new, less each day, nothing after a week
 * (7 days and recency: Meta, "Quality rating"; the weights are assumed).
 */
export function weightOf(world: World, phoneNumberId: string, now: number): number {
  let weight = 0;
  for (const { kind, at } of world.of(numberFeedback).get(phoneNumberId)?.given ?? [])
    weight += WEIGHTS[kind] * Math.max(0, 1 - Math.floor((now - at) / 86_400_000) * (86_400_000 / WEEK_MS));
  return weight;
}
