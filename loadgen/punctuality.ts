/** The engine's own account: how many arrivals were due, how many were played, and how late they were. */
import { build } from 'hdr-histogram-js';

/** What happened since the last look. */
export interface LoadSample {
  /** Arrivals that fell due; those of them played; those for which no user was free. */
  readonly arrivalsDue: number;
  readonly arrivalsPlayed: number;
  readonly arrivalsDropped: number;
  /** Lateness of the played arrivals, 99th percentile and greatest, in ms; 0 when there were none. */
  readonly latenessP99Ms: number;
  readonly latenessMaxMs: number;
}

export interface Punctuality {
  played(latenessMs: number): void;
  dropped(): void;
  /** Gives the sample and begins the next. */
  look(): LoadSample;
}

/** Ten minutes: later than that is recorded as that. */
const LATEST_US = 600_000_000;

export function createPunctuality(): Punctuality {
  const lateness = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LATEST_US,
    numberOfSignificantValueDigits: 2,
    useWebAssembly: false,
  });
  let dropped = 0;
  return {
    played: (latenessMs) => lateness.recordValue(Math.min(Math.max(Math.round(latenessMs * 1_000), 0), LATEST_US)),
    dropped: () => {
      dropped++;
    },
    look() {
      const sample = {
        arrivalsDue: lateness.totalCount + dropped,
        arrivalsPlayed: lateness.totalCount,
        arrivalsDropped: dropped,
        latenessP99Ms: lateness.totalCount ? lateness.getValueAtPercentile(99) / 1_000 : 0,
        latenessMaxMs: lateness.maxValue / 1_000,
      };
      lateness.reset();
      dropped = 0;
      return sample;
    },
  };
}
