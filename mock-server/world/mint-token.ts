/**
 * New tokens and codes. Their text follows from the app's secret, the time and what they are for: no chance is drawn,
 * and a text that was forgotten never comes back. Full collections make room by forgetting what is over.
 */
import { createHmac } from 'node:crypto';
import { apps } from './accounts.js';
import type { Collection, Identified } from './collection.js';
import { type AccessToken, type AuthorizationCode, codes, tokens } from './tokens.js';
import type { World } from './world.js';

/** Letters and digits only, as Meta's tokens. */
function textFor(world: World, appId: string, purpose: string): string {
  const secret = world.of(apps).get(appId)?.secret ?? '';
  return createHmac('sha512', secret).update(`${purpose}/${world.now()}`).digest('base64').replace(/[+/=]/g, '');
}

function unused(collection: Collection<Identified>, make: (count: number) => string): string {
  for (let count = collection.size; ; count++) {
    const text = make(count);
    if (!collection.get(text)) return text;
  }
}

/** Whether another token fits, after those that ended or expired were forgotten. */
export function hasRoomForToken(world: World): boolean {
  const collection = world.of(tokens);
  return !collection.isFull() || collection.all().some((token) => isOver(token, world.now()));
}

const isOver = ({ ended, expiresAt }: AccessToken, now: number): boolean =>
  ended !== undefined || (expiresAt !== 0 && expiresAt <= now);

export interface TokenDraft extends Omit<AccessToken, 'id' | 'issuedAt' | 'expiresAt'> {
  /** Its text; default: one like Meta's. */
  readonly id?: string;
  /** Life from now on in milliseconds; 0: for ever; negative: it is over already. */
  readonly lifeMs: number;
}

/** Keeps a new token. @throws RangeError when full of living ones: ask `hasRoomForToken` before. */
export function mintToken(world: World, { lifeMs, id: text, ...draft }: TokenDraft): AccessToken {
  const collection = world.of(tokens);
  const issuedAt = world.now();
  if (collection.isFull())
    for (const token of collection.all()) if (isOver(token, issuedAt)) collection.remove(token.id);
  const purpose = `${draft.kind}/${draft.userId ?? ''}/${draft.page?.id ?? ''}`;
  const id = text ?? unused(collection, (count) => `EAA${textFor(world, draft.appId, `${purpose}/${count}`)}`);
  const token: AccessToken = { ...draft, id, issuedAt, expiresAt: lifeMs === 0 ? 0 : issuedAt + lifeMs };
  collection.put(token);
  return token;
}

/** Keeps a new code; the codes that expired long ago make room. @throws RangeError when full of living ones. */
export function mintCode(world: World, draft: Omit<AuthorizationCode, 'id' | 'isUsed'>): AuthorizationCode {
  const collection = world.of(codes);
  if (collection.isFull())
    for (const code of collection.all()) if (code.expiresAt <= world.now()) collection.remove(code.id);
  const id = unused(collection, (count) => `AQ${textFor(world, draft.appId, `code/${draft.userId}/${count}`)}`);
  const code: AuthorizationCode = { ...draft, id, isUsed: false };
  collection.put(code);
  return code;
}
