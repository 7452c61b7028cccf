/** Every rule that can be switched off, by name, with one line about it: those over sends, and all others. */
import { BUDGETS } from './call-budgets.js';
import { REGISTRATION_LIMIT } from './registration-limit.js';
import { sendRules } from './send-rules.js';
import { TEMPLATE_CREATION } from './template-creation.js';
import { TEMPLATE_PAUSING } from './template-pausing.js';

const otherRules: Readonly<Record<string, string>> = {
  ...BUDGETS,
  [REGISTRATION_LIMIT]: 'A number is registered and deregistered ten times in 72 hours each: 133016.',
  [TEMPLATE_CREATION]: 'An account creates 100 templates an hour: 80008.',
  [TEMPLATE_PAUSING]: 'A template whose quality falls to low is paused for 3 hours, for 6, and then disabled.',
};

export const ruleSummaries: Readonly<Record<string, string>> = {
  ...Object.fromEntries(sendRules.map(({ name, summary }) => [name, summary])),
  ...otherRules,
};

export const ruleNames: readonly string[] = Object.keys(ruleSummaries);
