/** Webhook bodies made into others: parsed, changed, and written again as Meta writes JSON, so that they can be signed. */
import { stringifyForWebhook } from '../errors/json-escapes.js';

export type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapList = (value: unknown, change: (item: Json) => Json): unknown =>
  Array.isArray(value) ? value.map((item) => (isObject(item) ? change(item) : item)) : value;

/** The member `name`, if it is a list, with each of its objects changed. */
export const withEach = (owner: Json, name: string, change: (item: Json) => Json): Json =>
  name in owner ? { ...owner, [name]: mapList(owner[name], change) } : owner;

/** Changes the whole body. */
export function rewriteBody(body: Buffer, change: (whole: Json) => Json): Buffer {
  const whole: unknown = JSON.parse(body.toString('latin1'));
  return isObject(whole) ? Buffer.from(stringifyForWebhook(change(whole)), 'latin1') : body;
}

/** Changes the `value` of every change of every entry. */
export const rewriteValues = (body: Buffer, change: (value: Json) => Json): Buffer =>
  rewriteBody(body, (whole) =>
    withEach(whole, 'entry', (entry) =>
      withEach(entry, 'changes', (item) => (isObject(item.value) ? { ...item, value: change(item.value) } : item)),
    ),
  );
