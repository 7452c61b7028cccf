/**
 * Commands to the mock's time, each recorded: whoever reads the history knows when the platform's time was not real time.
 * Observations themselves are stamped in real time throughout.
 */
import type { ClockState, ControlledClock } from '../../core/controlled-clock.js';
import type { Recorder } from '../../core/recorder.js';

export interface ClockCommands {
  /** Wall time of the platform, in milliseconds since the Unix epoch. */
  now(): number;
  /** The same for another reading of the clock. */
  wallTimeOf(instant: number): number;
  state(): ClockState;
  pause(): void;
  resume(): void;
  /** @param rate above 0. */
  setRate(rate: number): void;
  /** Resolves when everything due in the next `ms` has happened and been delivered. */
  advance(ms: number): Promise<void>;
}

/** @param onMoved told when the time has been moved forward, before the command is answered. */
export function createClockCommands(clock: ControlledClock, recorder: Recorder, onMoved = () => {}): ClockCommands {
  function recordChange(): void {
    const { rate, isPaused } = clock.state();
    recorder.record({ kind: 'clock.changed', rate, paused: isPaused, platformTime: clock.wallTime() });
  }

  return {
    now: clock.wallTime,
    wallTimeOf: (instant) => clock.wallTime() + (instant - clock.now()),
    state: clock.state,
    pause() {
      clock.pause();
      recordChange();
    },
    resume() {
      clock.resume();
      recordChange();
    },
    setRate(rate) {
      clock.setRate(rate);
      recordChange();
    },
    async advance(ms) {
      recorder.record({ kind: 'clock.advanced', byMs: ms, platformTime: clock.wallTime() });
      await clock.advance(ms);
      onMoved();
    },
  };
}
