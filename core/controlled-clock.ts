/**
 * A clock over real time that can be taken in hand: paused, resumed, run at another rate, and advanced. It goes forward
 * only. An advance runs everything that falls due within it, in order, each at the instant that it was due at, with what
 * that schedules in turn. Sockets stay in real time: an advance stands still while work over them is held, and does not
 * model how long it took. While nobody controls it, it is the clock below with one queue in place of many timers.
 */

import type { Cancel, Clock } from './clock.js';
import { createDueQueue, type Due } from './due-queue.js';

/** What goes on outside the controlled time. */
export interface RealTime {
  readonly clock: Clock;
  /** Work begins that an advance has to wait for; the result, to be called once, says that it is over. */
  hold(): Cancel;
}

export interface ClockState {
  /** Controlled milliseconds for each real one; kept while paused. */
  readonly rate: number;
  readonly isPaused: boolean;
  readonly isAdvancing: boolean;
  /** How far it is ahead of real time, in ms; below zero after a pause. */
  readonly offsetMs: number;
  /** Actions that wait for their time. */
  readonly waiting: number;
  /** When the next of them is due, in ms from now. */
  readonly nextInMs: number | undefined;
}

export interface ControlledClock extends Clock {
  readonly realTime: RealTime;
  state(): ClockState;
  /** Time stands still; what is due at this very instant still runs. */
  pause(): void;
  resume(): void;
  /** @param rate above 0; 1 is real time. Takes effect at once, also on what waits already. @throws RangeError */
  setRate(rate: number): void;
  /**
   * Moves time forward by exactly `ms`, whatever it takes in real time; resolves when all that fell due has run and the work held has ended. Several advances
   * happen one after another. @throws RangeError below 0, and whatever an action throws; time then stays where that was.
   */
  advance(ms: number): Promise<void>;
  /** Forgets what is scheduled. */
  clear(): void;
}

export interface ControlledClockOptions {
  /** So long, in real ms, an advance waits for work in one instant; from then on it waits for none. */
  readonly longestHoldMs?: number;
}

/** Longer than any delivery takes that ends by its own timeouts. */
const LONGEST_HOLD_MS = 90_000;
/** Sums of fractions differ by less: what is due when an advance ends belongs to it, and no wait is shorter. */
const ROUNDING_MS = 0.001;

const nothing = () => {};
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createControlledClock(real: Clock, options: ControlledClockOptions = {}): ControlledClock {
  const { longestHoldMs = LONGEST_HOLD_MS } = options;
  const queue = createDueQueue();
  let rate = 1;
  let isPaused = false;
  let isAdvancing = false;
  /** Advances under way and asked for. */
  let advances = 0;
  /** How fast time goes: 0 while it is paused and while it is being advanced, when only the advance moves it. */
  let speed = 1;
  /** One instant on both scales, controlled and real; while an advance goes on, the first is the time. */
  let anchor = real.now();
  let realAnchor = anchor;
  /** `anchor - realAnchor`: at speed 1 all that has to be added. */
  let offset = 0;
  /** What makes wall time of controlled time at any other speed; one sum each time, so that nothing adds up. */
  let wallOffset = 0;
  let armedFor: Due | undefined;
  let disarm: Cancel = nothing;
  let held = 0;
  let wakeAdvance = nothing;
  let lastAdvance: Promise<void> = Promise.resolve();

  const now = () => (speed === 1 ? real.now() + offset : anchor + (real.now() - realAnchor) * speed);
  const wallTime = () => (speed === 1 ? real.wallTime() + offset : wallOffset + now());

  /** From now on time goes at the speed that the state asks for. */
  function changeSpeed(): void {
    const realNow = real.now();
    if (speed === 1) {
      anchor = realNow + offset;
      wallOffset = real.wallTime() - realNow;
    } else anchor += (realNow - realAnchor) * speed;
    realAnchor = realNow;
    offset = anchor - realAnchor;
    speed = isPaused || isAdvancing ? 0 : rate;
    rearm();
  }

  function rearm(): void {
    disarm();
    disarm = nothing;
    armedFor = undefined;
    arm();
  }

  /** One real timer, for the earliest. */
  function arm(): void {
    const due = queue.peek();
    if (isAdvancing || due === undefined || due === armedFor) return;
    const waitMs = due.at - now();
    if (waitMs > 0 && speed === 0) return;
    disarm();
    armedFor = due;
    disarm = real.schedule(waitMs > 0 ? Math.max(waitMs / speed, ROUNDING_MS) : 0, wake);
  }

  function wake(): void {
    armedFor = undefined;
    disarm = nothing;
    if (isAdvancing) return;
    const limit = now();
    // What the actions schedule waits for the next round, so that sockets get their turn.
    const newcomer = queue.nextOrder();
    try {
      for (let due = queue.peek(); due && due.at <= limit && due.order < newcomer; due = queue.peek()) queue.take()?.();
    } finally {
      arm();
    }
  }

  /** Until held work has ended or something falls due; false when patience ran out. */
  async function someChange(untilReal: number): Promise<boolean> {
    const patienceMs = untilReal - real.now();
    if (patienceMs <= 0) return false;
    await new Promise<void>((resolve) => {
      const cancel = real.schedule(patienceMs, resolve);
      wakeAdvance = () => {
        cancel();
        resolve();
      };
    });
    wakeAdvance = nothing;
    return true;
  }

  async function runUntil(end: number): Promise<void> {
    let isPatient = true;
    let impatientAt = real.now() + longestHoldMs;
    for (;;) {
      await breathe();
      const due = queue.peek();
      if (due && due.at <= anchor) queue.take()?.();
      else if (held > 0 && isPatient) isPatient = await someChange(impatientAt);
      else if (due && due.at <= end + ROUNDING_MS) {
        anchor = due.at;
        impatientAt = real.now() + longestHoldMs;
        queue.take()?.();
      } else {
        anchor = Math.max(end, anchor);
        return;
      }
    }
  }

  async function advanceNow(ms: number): Promise<void> {
    isAdvancing = true;
    changeSpeed();
    try {
      await runUntil(anchor + ms);
    } finally {
      advances--;
      isAdvancing = false;
      changeSpeed();
    }
  }

  function release(): void {
    if (--held === 0) wakeAdvance();
  }

  return {
    now,
    wallTime,
    realTime: {
      clock: real,
      hold() {
        held++;
        return release;
      },
    },
    schedule(delayMs, action) {
      const due = queue.add(now() + (delayMs > 0 ? delayMs : 0), action);
      if (isAdvancing) wakeAdvance();
      else if (armedFor === undefined || due.at < armedFor.at) arm();
      return () => {
        if (queue.cancel(due) && due === armedFor) rearm();
      };
    },
    state() {
      const next = queue.peek();
      const instant = now();
      return {
        rate,
        isPaused,
        isAdvancing: advances > 0,
        offsetMs: instant - real.now(),
        waiting: queue.size(),
        nextInMs: next && Math.max(next.at - instant, 0),
      };
    },
    pause() {
      isPaused = true;
      changeSpeed();
    },
    resume() {
      isPaused = false;
      changeSpeed();
    },
    setRate(given) {
      if (!(given > 0 && Number.isFinite(given))) throw new RangeError(`a clock cannot go at the rate ${given}`);
      rate = given;
      changeSpeed();
    },
    advance(ms) {
      if (!(ms >= 0 && Number.isFinite(ms))) throw new RangeError(`a clock cannot be advanced by ${ms} ms`);
      advances++;
      const advance = lastAdvance.then(() => advanceNow(ms));
      lastAdvance = advance.catch(nothing);
      return advance;
    },
    clear() {
      queue.clear();
      rearm();
    },
  };
}
