/**
 * Meta's OpenAPI file as the suite needs it: the operations in the order of the file, each with its parameters, the
 * body it takes and the answers it documents. References are followed here where a structure is needed, and left in
 * schemas. Does not model headers, tags and callbacks.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the file uses of OpenAPI 3.1 and, by mistake, of 3.0 (`nullable`). */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
}

export interface QueryParameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export interface RequestBody {
  readonly contentType: string;
  readonly schema: Schema;
  /** Bodies that the file shows, by their titles. */
  readonly examples: Readonly<Record<string, unknown>>;
}

export interface ApiOperation {
  /** As the report names it, without the version: `GET /{Flow-ID}/assets`. */
  readonly name: string;
  readonly method: string;
  /** Without the version. */
  readonly path: string;
  /** Names of the path's placeholders, in order. */
  readonly placeholders: readonly string[];
  readonly query: readonly QueryParameter[];
  /** One for each content type, in the order of the file. */
  readonly bodies: readonly RequestBody[];
  /** Schema of the JSON body by HTTP status; `undefined` where the file shows no JSON. */
  readonly answers: ReadonlyMap<number, Schema | undefined>;
}

export interface ApiDocument {
  readonly operations: readonly ApiOperation[];
  readonly schemas: Readonly<Record<string, Schema>>;
  /** Follows references until there is none. */
  follow(schema: Schema): Schema;
}

interface Content {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}
interface RawParameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}
interface RawAnswer {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Content>>;
}
interface RawOperation {
  readonly parameters?: readonly RawParameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, RawAnswer>>;
}
interface RawDocument {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation | readonly RawParameter[]>>>>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const JSON_TYPE = 'application/json';
const PLACEHOLDER = /\{([^}]+)\}/g;

function follow<Value extends { readonly $ref?: string }>(root: unknown, value: Value): Value {
  let found = value;
  while (found.$ref !== undefined) {
    const steps = found.$ref.slice(2).split('/');
    let next: unknown = root;
    for (const step of steps) next = (next as Record<string, unknown> | undefined)?.[step];
    if (next === undefined) throw new Error(`the file has nothing at ${found.$ref}`);
    found = next as Value;
  }
  return found;
}

function readBodies(content: Readonly<Record<string, Content>> = {}): readonly RequestBody[] {
  return Object.entries(content).map(([contentType, { schema = {}, example, examples = {} }]) => {
    const titled = Object.entries(examples).map(([title, { value }]) => [title, value] as const);
    return { contentType, schema, examples: example === undefined ? Object.fromEntries(titled) : { example } };
  });
}

function readOperation(root: RawDocument, fullPath: string, method: string, raw: RawOperation): ApiOperation {
  const path = fullPath.replace('/{Version}', '');
  const shared = root.paths[fullPath]?.parameters as readonly RawParameter[] | undefined;
  const parameters = [...(shared ?? []), ...(raw.parameters ?? [])].map((parameter) => follow(root, parameter));
  const answers = Object.entries(raw.responses).map(
    ([status, answer]) => [Number(status), follow(root, answer).content?.[JSON_TYPE]?.schema] as const,
  );
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    placeholders: [...path.matchAll(PLACEHOLDER)].map(([, name = '']) => name),
    query: parameters
      .filter((parameter) => parameter.in === 'query')
      .map(({ name, required = false, schema = {} }) => ({ name, required, schema })),
    // The file gives one read an (empty) body.
    bodies: method === 'get' ? [] : readBodies(raw.requestBody?.content),
    answers: new Map(answers),
  };
}

/** @throws Error when the file is not there. */
export const readDocument = (file: string): ApiDocument => parseDocument(readFileSync(file, 'utf8'));

/** @throws Error when the text is no YAML, or a reference in it leads nowhere. */
export function parseDocument(text: string): ApiDocument {
  const root = parse(text) as RawDocument;
  const operations = Object.entries(root.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const raw = item[method] as RawOperation | undefined;
      return raw ? [readOperation(root, path, method, raw)] : [];
    }),
  );
  return {
    operations,
    schemas: root.components.schemas,
    follow: (schema) => follow(root, schema),
  };
}
