/** Once a second: the harness looks at itself, reports progress, and notices a subject that does not work at all. */
import { type Cancel, type Clock, repeat } from '../core/clock.js';
import { watchLoopDelay } from '../core/loop-delay.js';
import type { Recorder } from '../core/recorder.js';
import type { LoadPlay } from '../loadgen/engine.js';
import type { Mock } from '../mock-server/mock.js';
import type { Counts, Tally } from './tally.js';

/** What a person who watches wants to see; rates are of the last second. */
export interface Progress {
  /** Since the load began. */
  readonly elapsedMs: number;
  readonly totalMs: number;
  readonly phase: string;
  readonly phaseNumber: number;
  readonly phases: number;
  readonly faults: readonly string[];
  /** Users who wait for an answer. */
  readonly waitingUsers: number;
  readonly inboundPerSecond: number;
  readonly repliesPerSecond: number;
  readonly errorsPerSecond: number;
  readonly pendingDeliveries: number;
}

export interface ObserverOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly mock: Mock;
  readonly load: LoadPlay;
  readonly tally: Tally;
  readonly memoryUsage: () => number;
  readonly where: () => Pick<Progress, 'elapsedMs' | 'totalMs' | 'phase' | 'phaseNumber' | 'phases'>;
  readonly onProgress: (progress: Progress) => void;
  /** The subject acknowledges nothing: no use in going on. */
  readonly onUnusable: (reason: string) => void;
  readonly webhookTimeoutMs: number;
}

const EVERY_MS = 1_000;
/** So many deliveries without a single acknowledgement, over at least so long, are no coincidence. */
const HOPELESS_DELIVERIES = 10;
const HOPELESS_AFTER_MS = 3_000;

export function observeRun(options: ObserverOptions): Cancel {
  const { clock, recorder, mock, load, tally, onProgress, onUnusable, where, webhookTimeoutMs } = options;
  const loop = watchLoopDelay();
  let before: Counts = { ...tally.counts };

  function findHopeless(elapsedMs: number): void {
    const { acknowledged, deliveries, inbound, refusedStatus } = tally.counts;
    if (acknowledged > 0 || elapsedMs < HOPELESS_AFTER_MS) return;
    if (deliveries >= HOPELESS_DELIVERIES)
      onUnusable(
        `the subject acknowledged none of the first ${deliveries} webhook deliveries ` +
          `(last answer: ${refusedStatus === undefined ? 'none' : `HTTP ${refusedStatus}`}); it must answer 200`,
      );
    else if (inbound >= HOPELESS_DELIVERIES && elapsedMs > webhookTimeoutMs + HOPELESS_AFTER_MS)
      onUnusable('the subject answers the handshake, but no webhook delivery');
  }

  const cancel = repeat(clock, EVERY_MS, () => {
    const sample = load.look();
    const { deliveries: pendingDeliveries } = mock.pending();
    recorder.record({
      kind: 'harness.sample',
      loopLagMs: loop.takeP99Ms(),
      latenessMs: sample.latenessP99Ms,
      arrivalsDue: sample.arrivalsDue,
      arrivalsPlayed: sample.arrivalsPlayed,
      pendingDeliveries,
      heapBytes: options.memoryUsage(),
    });
    const now = tally.counts;
    const place = where();
    onProgress({
      ...place,
      faults: mock.faults.active().map(({ planned }) => planned.name),
      waitingUsers: tally.unanswered(),
      inboundPerSecond: now.inbound - before.inbound,
      repliesPerSecond: now.replies - before.replies,
      errorsPerSecond: now.errors - before.errors,
      pendingDeliveries,
    });
    before = { ...now };
    findHopeless(place.elapsedMs);
  });

  return () => {
    cancel();
    loop.stop();
  };
}
