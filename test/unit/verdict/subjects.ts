/** Whole conversations for stories: how a subject that is well, or ill in one way, would behave towards one message. */
import type { WaId, Wamid } from '../../../core/ids.js';
import { type Fate, type Sending, type Story, user, type Writing } from './story.js';

/** A way of saying what an answer answers; many subjects say nothing. */
export type Manner = 'context' | 'callback' | 'nothing';

export function marked(manner: Manner, message: Wamid): Sending {
  if (manner === 'context') return { answers: message };
  return manner === 'callback' ? { callbackData: `job-${message}` } : {};
}

/** A message, delivered once, answered at once. */
export function talk(story: Story, from: WaId, at: number, manner: Manner = 'context', writing: Writing = {}): Wamid {
  const message = story.writes(from, at, writing);
  story.delivers(message, at + 5);
  story.sends(from, at + 50, marked(manner, message));
  return message;
}

/** `number` users write in the calm opening, 300 ms apart, and each is answered. */
export function calmTalks(story: Story, number = 12, manner: Manner = 'context'): void {
  for (let i = 0; i < number; i++) talk(story, user(i), 100 + i * 300, manner);
}

/** A message whose answer takes several attempts; `waits` lie between the end of one attempt and the next. */
export function persist(
  story: Story,
  from: WaId,
  at: number,
  { fates, waits, manner = 'context' }: { fates: readonly Fate[]; waits: readonly number[]; manner?: Manner },
): Wamid {
  const message = story.writes(from, at);
  story.delivers(message, at + 5);
  let time = at + 50;
  for (const [index, fate] of fates.entries()) {
    story.sends(from, time, { fate, ms: 100, ...marked(manner, message) });
    time += 100 + (waits[index] ?? 0);
  }
  return message;
}

/** Of a subject that waits until a user has said all: who wrote twice in the calm opening gets one answer, to the second message. */
export function gathersInTheCalm(story: Story, users: number, manner: Manner = 'context', pauseMs = PAUSE_MS): void {
  for (let i = 0; i < users; i++) twiceAndOneAnswer(story, user(200 + i), 4_000 + i * 100, { manner, pauseMs });
}

const PAUSE_MS = 1_500;

interface OneAnswer {
  readonly manner?: Manner;
  /** The message that comes last, and is the one that the answer names. */
  readonly last?: 'first' | 'second';
  readonly pauseMs?: number;
}

export function twiceAndOneAnswer(story: Story, from: WaId, at: number, how: OneAnswer = {}): void {
  const { manner = 'context', last = 'second', pauseMs = PAUSE_MS } = how;
  const first = story.writes(from, at, { step: 'rapid/1' });
  const second = story.writes(from, at, { step: 'rapid/2' });
  const [early, late] = last === 'second' ? [first, second] : [second, first];
  story.delivers(early, at + 5);
  story.delivers(late, at + 105);
  story.sends(from, at + 105 + pauseMs, marked(manner, late));
}
