/** Every rule is asked and counts, and none of the figures is ever reached. */
import type { RuleOptions } from '../mock-server/policy/rule-options.js';

export const benchRules: RuleOptions = {
  figures: {
    throughputPerSecond: 1e9,
    pairIntervalMs: 0,
    accountCallsPerHour: 1e9,
    newAccountCallsPerHour: 1e9,
    appCallsPerHour: 1e9,
    userCallsPerHour: 1e9,
  },
};
