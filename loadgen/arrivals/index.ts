/** The arrival processes that a scenario can name. */
import type { Arrivals } from './arrivals.js';
import { constant } from './constant.js';
import { poisson } from './poisson.js';
import { ramp } from './ramp.js';

export const arrivals = { constant, poisson, ramp } satisfies Record<string, Arrivals>;

export type ArrivalProcess = keyof typeof arrivals;
