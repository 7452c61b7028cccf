/**
 * Requests that must be refused, made from a valid one: without a token, with a wrong one, for an object that does not
 * exist, without each required parameter, and with each typed parameter of another type. What is required and typed is
 * the file's word. Does not break lengths and limits: the conformance test of each resource does.
 */
import type { ApiDocument, ApiOperation, RequestBody, Schema } from './document.js';
import type { ApiCall } from './graph.js';
import type { RecipeParts } from './recipe.js';

export interface BadRequest {
  /** As the report and the reviewed list name it: `without pin`, `with a pin of another type`. */
  readonly what: string;
  readonly call: ApiCall;
  readonly about: 'token' | 'object' | 'parameter';
}

/** A valid request in its parts, the ids in its path filled in later. */
export interface ValidRequest {
  readonly ids: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly bodySpec: RequestBody | undefined;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly alsoRequired: NonNullable<RecipeParts['alsoRequired']>;
}

type Members = Readonly<Record<string, unknown>>;

const NO_SUCH = '999999999999999';
const NO_SUCH_CODE = 'ZZZZZZZZZZZZZZ';
/** Deeper members are the conformance tests' business. */
const DEEPEST = 4;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

export function callOf({ method, path }: ApiOperation, { ids, query, body, bodySpec }: ValidRequest): ApiCall {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => ids[name] ?? '');
  // Some objects are whole addresses.
  const address = filled.startsWith('/http') ? filled.slice(1) : filled;
  return { method, path: address, query, ...(body && { body, contentType: bodySpec?.contentType }) };
}

/** Properties of an object schema, with those of the alternatives that the value takes. */
function membersOf({ follow }: ApiDocument, given: Schema, value: Members) {
  const properties: Record<string, Schema> = {};
  const required = new Set<string>();

  function fits(given: Schema): boolean {
    const { required: needed = [], properties: own = {}, allOf = [] } = follow(given);
    const isOther = Object.entries(own).some(([name, schema]) => {
      const allowed = follow(schema).enum;
      return allowed !== undefined && value[name] !== undefined && !allowed.includes(value[name]);
    });
    return !isOther && needed.every((name) => value[name] !== undefined) && allOf.every(fits);
  }

  function gather(given: Schema): void {
    const schema = follow(given);
    Object.assign(properties, schema.properties);
    for (const name of schema.required ?? []) required.add(name);
    for (const part of schema.allOf ?? []) gather(part);
    const alternative = (schema.oneOf ?? schema.anyOf)?.find(fits);
    if (alternative) gather(alternative);
  }

  gather(given);
  return { properties, required };
}

/** A value of another type; `undefined` when there is none, as for free text in a form. */
function wrongValue({ follow }: ApiDocument, given: Schema, isText: boolean): unknown {
  const { type, pattern, enum: values, const: only, items, properties, oneOf } = follow(given);
  if (values || only !== undefined) return 'NOT_ONE_OF_THEM';
  switch (Array.isArray(type) ? type[0] : type) {
    case 'string':
      if (pattern !== undefined) return '!';
      return isText ? undefined : { not: 'a text' };
    case 'integer':
    case 'number':
      return 'many';
    case 'boolean':
      return 'perhaps';
    case 'array':
      if (!isText) return 42;
      return items && follow(items).enum ? 'NOT_ONE_OF_THEM' : undefined;
    default:
      return properties || oneOf ? 'no object' : undefined;
  }
}

const without = (members: Members, name: string): Members =>
  Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));

/** Bad values in place of `value`, with the names of what is bad in them. */
function* breakMembers(
  document: ApiDocument,
  schema: Schema,
  value: Members,
  options: { readonly isText: boolean; readonly also: readonly string[]; readonly within: readonly string[] },
): Generator<readonly [what: string, value: Members]> {
  const { isText, also, within } = options;
  const { properties, required } = membersOf(document, schema, value);
  const called = (name: string) => [...within, name].join('.');
  for (const name of new Set([...required, ...also]))
    if (value[name] !== undefined) yield [`without ${called(name)}`, without(value, name)];
  for (const [name, property] of Object.entries(properties)) {
    // Inside a structure only what is really sent: alternatives there exclude each other.
    if (within.length > 0 && value[name] === undefined) continue;
    const wrong = wrongValue(document, property, isText);
    if (wrong !== undefined) yield [`with a wrong ${called(name)}`, { ...value, [name]: wrong }];
    if (isText || within.length >= DEEPEST) continue;
    for (const [what, broken] of breakInside(document, property, value[name], [...within, name]))
      yield [what, { ...value, [name]: broken }];
  }
}

/** What is wrong inside an object, or inside the first object of a list. */
function* breakInside(
  document: ApiDocument,
  schema: Schema,
  value: unknown,
  within: readonly string[],
): Generator<readonly [what: string, value: unknown]> {
  const { items } = document.follow(schema);
  if (isMembers(value)) yield* breakMembers(document, schema, value, { isText: false, also: [], within });
  else if (Array.isArray(value) && items && isMembers(value[0]))
    for (const [what, broken] of breakMembers(document, items, value[0], { isText: false, also: [], within }))
      yield [what, [broken, ...value.slice(1)]];
}

function* breakQuery(document: ApiDocument, operation: ApiOperation, valid: ValidRequest): Generator<BadRequest> {
  for (const { name, required, schema } of operation.query) {
    const isRequired = required || valid.alsoRequired.includes(name);
    if (isRequired && valid.query[name] !== undefined) {
      const query = without(valid.query, name) as ValidRequest['query'];
      yield { what: `without ${name}`, call: callOf(operation, { ...valid, query }), about: 'parameter' };
    }
    const wrong =
      name === 'fields' && operation.method === 'GET' ? 'no_such_field' : wrongValue(document, schema, true);
    if (wrong === undefined) continue;
    const query = { ...valid.query, [name]: String(wrong) };
    yield { what: `with a wrong ${name}`, call: callOf(operation, { ...valid, query }), about: 'parameter' };
  }
}

/** The same kind of id, or a whole address with such an id in it, of an object that does not exist. */
const unknownId = (known: string): string =>
  known.startsWith('http')
    ? known.replace(/\bmid=\d+/, `mid=${NO_SUCH}`)
    : /^\d+$/.test(known)
      ? NO_SUCH
      : NO_SUCH_CODE;

function* breakIds(operation: ApiOperation, valid: ValidRequest): Generator<BadRequest> {
  for (const [index, name] of operation.placeholders.entries()) {
    const ids = { ...valid.ids, [name]: unknownId(valid.ids[name] ?? '') };
    const what = index === 0 ? 'for an unknown object' : `for an unknown ${name}`;
    yield { what, call: callOf(operation, { ...valid, ids }), about: 'object' };
  }
}

export function* badRequests(
  document: ApiDocument,
  operation: ApiOperation,
  valid: ValidRequest,
): Generator<BadRequest> {
  const call = callOf(operation, valid);
  yield { what: 'without a token', call: { ...call, token: '' }, about: 'token' };
  yield { what: 'with a wrong token', call: { ...call, token: 'EAAwrong' }, about: 'token' };
  yield* breakIds(operation, valid);
  yield* breakQuery(document, operation, valid);
  const { bodySpec, body = {}, alsoRequired } = valid;
  if (!bodySpec) return;
  const isText = bodySpec.contentType !== 'application/json';
  const options = { isText, also: alsoRequired, within: [] };
  for (const [what, broken] of breakMembers(document, bodySpec.schema, body, options))
    yield { what, call: callOf(operation, { ...valid, body: broken }), about: 'parameter' };
}
