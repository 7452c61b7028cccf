/** What a person may set about the rules: figures by name, `null` for the usual one, and names of rules to switch off. */
import { z } from 'zod';
import { nearest } from '../../../core/nearest.js';
import { ruleNames } from '../../policy/rule-names.js';
import { PRODUCTION } from '../../world/rule-settings.js';

/** The longest time, and the largest number of anything, that is told apart from none. */
const MOST = 1e12;

/** A figure's schema by its value in production. */
function schemaOf(name: string, usual: unknown): z.ZodType {
  if (typeof usual === 'boolean') return z.boolean('expected true or false');
  if (typeof usual === 'string') return z.string().max(1_000);
  if (Array.isArray(usual)) return z.array(z.string().max(100)).max(1_000);
  const isShare = name.endsWith('Share');
  const most = isShare ? 1 : MOST;
  const text = isShare ? 'expected a share from 0 to 1' : 'expected a number that is not negative';
  const figure = z
    .number(text)
    .min(0, text)
    .max(most, isShare ? text : `expected at most ${MOST}`);
  return isShare ? figure : figure.int('expected a whole number');
}

const unknownName = (what: string, given: string, known: readonly string[]): string => {
  const near = nearest(given, known);
  return near
    ? `unknown ${what} "${given}": did you mean ${near}?`
    : `unknown ${what} "${given}": expected ${known.join(', ')}`;
};

const figureSchemas = Object.fromEntries(
  Object.entries(PRODUCTION).map(([name, usual]) => [name, schemaOf(name, usual).nullable().optional()]),
);

/** Figures of a command; members that are absent stay as they are. */
export const figuresBody = z.strictObject(figureSchemas, {
  error: (issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownName('figure', key, Object.keys(PRODUCTION))).join('; ')
      : undefined,
});

/** Names of rules; the list replaces the one before. */
export const offBody = z.array(
  z.string().refine((name) => ruleNames.includes(name), {
    error: ({ input }) => unknownName('rule', String(input), ruleNames),
  }),
);
