/**
 * The shape of a call's parameters, declared once and checked in Graph's own words: code 100, a path such as
 * `text['body']`, no `error_data`. A JSON string is taken where an object is expected, as Graph takes it from forms.
 */
import { type GraphError, parameterError } from '../errors/graph-error.js';

interface Common {
  readonly required?: boolean;
}
export type Shape =
  | (Common & {
      readonly kind: 'string';
      readonly maxLength?: number;
      readonly uri?: boolean;
      /** What the text must look like, and how Graph says that it does not: `is not a valid …`. */
      readonly pattern?: { readonly like: RegExp; readonly otherwise: string };
      /** The values that there are, in lower case; any case is taken. */
      readonly oneOf?: readonly string[];
    })
  | (Common & { readonly kind: 'number' })
  | (Common & { readonly kind: 'boolean' })
  | (Common & { readonly kind: 'any' })
  | (Common & { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>>; readonly open?: boolean })
  | (Common & { readonly kind: 'array'; readonly of: Shape })
  | (Common & {
      readonly kind: 'variant';
      /** The member that says which shape an object has, in any case. */
      readonly by: string;
      readonly shapes: Readonly<Record<string, Shape>>;
      readonly otherwise: Shape;
    });

type StringRules = Omit<Extract<Shape, { kind: 'string' }>, 'kind'>;

export const string = (rules: StringRules = {}): Shape => ({ kind: 'string', ...rules });
export const number = (rules: Common = {}): Shape => ({ kind: 'number', ...rules });
export const boolean: Shape = { kind: 'boolean' };
export const any: Shape = { kind: 'any' };
export const object = (
  fields: Readonly<Record<string, Shape>>,
  rules: { required?: boolean; open?: boolean } = {},
): Shape => ({ kind: 'object', fields, ...rules });
export const array = (of: Shape, rules: Common = {}): Shape => ({ kind: 'array', of, ...rules });
/** An object whose shape depends on one of its members; `otherwise` for what is no object or of no known shape. */
export const variant = (
  by: string,
  shapes: Readonly<Record<string, Shape>>,
  { otherwise = any, ...rules }: Common & { otherwise?: Shape } = {},
): Shape => ({ kind: 'variant', by, shapes, otherwise, ...rules });

/** The value in the shape's own type, or Graph's refusal. */
export type Parsed = { readonly value: unknown; readonly refusal?: undefined } | { readonly refusal: GraphError };

const refuse = (text: string): Parsed => ({ refusal: parameterError(text) });

/** A structure that came as text, as in forms, or the value as it stands. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A value as a refusal quotes it. `Array` is PHP's word for any structure; never the value's own idea of its text. */
export const quoted = (value: unknown): string => (typeof value === 'object' ? 'Array' : String(value));

function parseString(shape: Extract<Shape, { kind: 'string' }>, value: unknown, path: string): Parsed {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return refuse(`Param ${path} must be a string.`);
  if (shape.maxLength !== undefined && text.length > shape.maxLength)
    return refuse(`Param ${path} must be at most ${shape.maxLength} characters long.`);
  if (shape.uri && !/^https?:\/\/[^\s/?#]+/i.test(text)) return refuse(`Param ${path} is not a valid URI.`);
  if (shape.pattern && !shape.pattern.like.test(text)) return refuse(`Param ${path} ${shape.pattern.otherwise}`);
  if (shape.oneOf && !shape.oneOf.includes(text.toLowerCase()))
    return refuse(`Param ${path} must be one of {${shape.oneOf.join(', ').toUpperCase()}} - got "${text}".`);
  return { value: text };
}

function parseObject(shape: Extract<Shape, { kind: 'object' }>, given: unknown, path: string): Parsed {
  const value = fromJson(given);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(`Param ${path} must be a JSON object.`);
  const entries = value as Record<string, unknown>;
  if (!shape.open)
    for (const key in entries)
      if (!Object.hasOwn(shape.fields, key)) return refuse(`Unexpected key "${key}" on param "${path}".`);
  const result: Record<string, unknown> = shape.open ? { ...entries } : {};
  for (const key in shape.fields) {
    const field = shape.fields[key];
    if (!field) continue;
    const parsed = parseParameter(field, entries[key], `${path}['${key}']`);
    if (parsed.refusal) return parsed;
    if (parsed.value !== undefined) result[key] = parsed.value;
    // An open object was copied whole: a null in it counts as missing too.
    else if (shape.open) delete result[key];
  }
  return { value: result };
}

function parseVariant(shape: Extract<Shape, { kind: 'variant' }>, given: unknown, path: string): Parsed {
  const value = fromJson(given);
  const tag = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[shape.by] : undefined;
  const name = typeof tag === 'string' ? tag.toLowerCase() : '';
  const chosen = Object.hasOwn(shape.shapes, name) ? shape.shapes[name] : undefined;
  return parseParameter(chosen ?? shape.otherwise, value, path);
}

function parseArray(shape: Extract<Shape, { kind: 'array' }>, given: unknown, path: string): Parsed {
  const value = fromJson(given);
  if (!Array.isArray(value)) return refuse(`Param ${path} must be an array.`);
  const result: unknown[] = [];
  for (const [index, element] of value.entries()) {
    const parsed = parseParameter({ ...shape.of, required: true }, element, `${path}[${index}]`);
    if (parsed.refusal) return parsed;
    result.push(parsed.value);
  }
  return { value: result };
}

/** Checks one parameter; `null` counts as missing, as it does for Graph. */
export function parseParameter(shape: Shape, value: unknown, path: string): Parsed {
  if (value === undefined || value === null || (value === '' && shape.required))
    return shape.required ? refuse(`The parameter ${path} is required.`) : { value: undefined };
  switch (shape.kind) {
    case 'string':
      return parseString(shape, value, path);
    case 'number': {
      const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof amount === 'number' && Number.isFinite(amount)
        ? { value: amount }
        : refuse(`Param ${path} must be a number.`);
    }
    case 'boolean':
      if (value === true || value === 'true' || value === 1 || value === '1') return { value: true };
      if (value === false || value === 'false' || value === 0 || value === '0') return { value: false };
      return refuse(`Param ${path} must be a boolean.`);
    case 'any':
      return { value: fromJson(value) };
    case 'object':
      return parseObject(shape, value, path);
    case 'array':
      return parseArray(shape, value, path);
    case 'variant':
      return parseVariant(shape, value, path);
    default:
      return shape satisfies never;
  }
}

/** Checks the declared parameters of a call, in the order of their declaration; gives those that were given. */
export function parseParameters(
  shapes: Readonly<Record<string, Shape>>,
  given: Readonly<Record<string, unknown>>,
): { readonly values: Readonly<Record<string, unknown>>; readonly refusal?: GraphError } {
  const values: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const parsed = parseParameter(shape, given[name], name);
    if (parsed.refusal) return { values, refusal: parsed.refusal };
    if (parsed.value !== undefined) values[name] = parsed.value;
  }
  return { values };
}

/** The `messaging_product` that most calls on numbers must name. */
export const whatsapp: Shape = string({ required: true, oneOf: ['whatsapp'] });
