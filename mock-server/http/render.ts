/**
 * The bytes of an answer: status, headers and body, for a socket or for an entry of a batch. A read carries an ETag
 * (SHA-1 of its body, recorded live) and is answered 304 to whoever has it already; `debug=all` adds `__debug__`.
 */
import { createHash } from 'node:crypto';
import type { Random } from '../../core/random.js';
import { renderEnvelope } from '../errors/envelope.js';
import { numbers } from '../world/accounts.js';
import type { World } from '../world/world.js';
import type { Answer, Call } from './call.js';
import { chargedUsage } from './charged-usage.js';
import { createTraceIds, errorHeaders, idleUsage, successHeaders, type UsageType } from './headers.js';

export interface Rendered {
  readonly status: number;
  /** Names and values in turn, as `writeHead` takes them. */
  readonly headers: string[];
  /** Plain ASCII. */
  readonly text: string;
}

export type Render = (call: Call, answer: Answer, wantsDebug?: boolean) => Rendered;

/** Calls about messages and media count as `whatsapp`, management as `whatsapp_business_management` (recorded). */
const usageType = (call: Call): UsageType =>
  call.routed.operation?.needs === 'whatsapp_business_messaging' ? 'whatsapp' : 'whatsapp_business_management';

const etagOf = (text: string): string => `"${createHash('sha1').update(text, 'latin1').digest('hex')}"`;

/** What `debug=all` adds: nothing that was worth a warning. */
const withDebug = (text: string): string =>
  text.endsWith('}') ? `${text.slice(0, -1)}${text === '{}' ? '' : ','}"__debug__":{}}` : text;

export function createRender(world: World, random: Random): Render {
  const ids = createTraceIds(random);
  const usages: Readonly<Record<UsageType, Map<string, string>>> = {
    whatsapp: new Map(),
    whatsapp_business_management: new Map(),
  };

  function usageOf(call: Call): string {
    const { phoneNumberId } = call.routed;
    const { wabaId: home } = world.credentials;
    const wabaId = phoneNumberId === '' ? home : (world.of(numbers).get(phoneNumberId)?.wabaId ?? home);
    const type = usageType(call);
    const known = usages[type].get(wabaId);
    if (known !== undefined) return known;
    const usage = idleUsage(wabaId, type);
    usages[type].set(wabaId, usage);
    return usage;
  }

  return (call, { status, error, charge, text: plain = '' }, wantsDebug = false) => {
    const requestId = ids.request();
    const identity = {
      version: call.servedBy,
      asked: call.routed.version,
      plainJson: call.header('accept')?.includes('application/json') ?? false,
      requestId,
      ids,
      ...(charge ? chargedUsage(charge, usageOf(call)) : { usage: usageOf(call) }),
    };
    const ownText = error ? renderEnvelope(error, requestId) : plain;
    const text = wantsDebug ? withDebug(ownText) : ownText;
    if (error) return { status, headers: errorHeaders(identity, error, text.length), text };
    if (call.method !== 'GET') return { status, headers: successHeaders(identity, text.length), text };
    const etag = etagOf(text);
    if (call.header('if-none-match') === etag)
      return { status: 304, headers: successHeaders({ ...identity, etag }, undefined), text: '' };
    return { status, headers: successHeaders({ ...identity, etag }, text.length), text };
  };
}
