/** What was done with the platform's time. Observations themselves are stamped in real time, so that no figure changes. */

/** Somebody moved the platform's time forward; what falls due by it follows. Observations are stamped in real time. */
export interface ClockAdvanced {
  kind: 'clock.advanced';
  byMs: number;
  /** Wall time of the platform before it, in ms since the Unix epoch. */
  platformTime: number;
}

/** The platform's time was paused, resumed or set to another rate. */
export interface ClockChanged {
  kind: 'clock.changed';
  /** Milliseconds of the platform for each real one, when not paused. */
  rate: number;
  paused: boolean;
  platformTime: number;
}
