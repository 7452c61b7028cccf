/** How long the event loop kept timers waiting: the harness's measure of its own saturation. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface LoopDelay {
  /** 99th percentile of the delay since the last call, in ms. */
  takeP99Ms(): number;
  stop(): void;
}

/** The monitor fires this often; its figures contain this interval. */
const RESOLUTION_MS = 10;

export function watchLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return {
    takeP99Ms() {
      const nanoseconds = histogram.percentile(99);
      histogram.reset();
      return Math.max(0, Math.round(nanoseconds / 1e4) / 100 - RESOLUTION_MS);
    },
    stop: () => {
      histogram.disable();
    },
  };
}
