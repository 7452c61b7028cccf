/**
 * The end of a run: faults have stopped, and what is under way comes to rest. Ends early when every user was answered
 * and nothing moves any more; otherwise waits as long as the scenario allows.
 */
import { type Clock, sleep } from '../core/clock.js';
import type { Recorder } from '../core/recorder.js';
import type { Mock } from '../mock-server/mock.js';
import type { Tally } from './tally.js';

export interface DrainOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly mock: Mock;
  readonly tally: Tally;
  readonly settleMs: number;
  readonly signal: AbortSignal;
  /** Whether the subject is down and comes back: then it is not at rest. Default: it is up. */
  readonly isAway?: () => boolean;
  /** Recipients of campaigns to whom something is still to be sent. Default: there are none. */
  readonly unreached?: () => number;
}

const LOOK_EVERY_MS = 100;
/** No Graph call for so long, and nothing pending: at rest. */
const QUIET_MS = 1_500;

/** True when the run came to rest: nothing pending on our side, no call from the subject for a while. */
export async function drain(options: DrainOptions): Promise<boolean> {
  const { clock, recorder, mock, tally, settleMs, signal, isAway = () => false, unreached = () => 0 } = options;
  const endAt = clock.now() + settleMs;
  const isQuiet = () => {
    if (isAway()) return false;
    // A retry that is due when nobody waits any more is none that the run could come to rest after.
    const leftMs = Math.max(0, endAt - clock.now());
    const { deliveries, distantRetries, copies, lives } = mock.pending(leftMs);
    return deliveries - distantRetries + copies + lives === 0 && recorder.now() - tally.lastCallAt() > QUIET_MS;
  };
  while (!signal.aborted && clock.now() < endAt && !(isQuiet() && tally.unanswered() + unreached() === 0))
    await sleep(clock, LOOK_EVERY_MS, signal);
  return isQuiet();
}
