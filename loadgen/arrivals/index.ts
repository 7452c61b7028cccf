/** The arrival processes that a scenario can name. */
import type { Arrivals } from './arrivals.js';
import { constant } from './constant.js';
import { diurnal } from './diurnal.js';
import { poisson } from './poisson.js';
import { ramp } from './ramp.js';
import { spike } from './spike.js';

export const arrivals = { constant, poisson, ramp, spike, diurnal } satisfies Record<string, Arrivals>;

export type ArrivalProcess = keyof typeof arrivals;
