/** Shapes of parameters that the business-side operations share, and refusals of what they name. */
import { parameterError } from '../../errors/graph-error.js';
import { type Decision, refuse } from '../operation.js';
import { type Shape, string } from '../parameters.js';

/** The id of an object. */
export const idOf = (rules: { required?: boolean } = {}): Shape =>
  string({ pattern: { like: /^\d+$/, otherwise: 'must be a valid numeric string.' }, ...rules });

/** One of Meta's constants. */
export const oneOf = (values: readonly string[], rules: { required?: boolean } = {}): Shape =>
  string({ oneOf: values.map((value) => value.toLowerCase()), ...rules });

/** Text of a length between two, in characters. */
export const textBetween = (least: number, most: number, rules: { required?: boolean } = {}): Shape =>
  string({
    maxLength: most,
    pattern: { like: new RegExp(`^[^]{${least},}$`), otherwise: `must be at least ${least} characters long.` },
    ...rules,
  });

/** A moment as OpenAPI's `date-time`. */
export const dateTime: Shape = string({
  pattern: {
    like: /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i,
    otherwise: 'must be a date and time in ISO 8601.',
  },
});

/** Refuses in Graph's words for the code 100. */
export const refuseParameter = (text: string): Decision => refuse(parameterError(text));

/** Every collection is bounded. */
export const refuseFull = (what: string): Decision => refuseParameter(`The limit of ${what} has been reached.`);
