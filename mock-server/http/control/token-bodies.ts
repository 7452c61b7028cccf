/** What the control API takes to make a token or a code, and the users whom it makes for them on the way. */
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { type GraphUser, users } from '../../world/accounts.js';
import type { mintCode, TokenDraft } from '../../world/mint-token.js';
import { CODE_LIFE_MS, OWN_SCOPES, SCOPES, SHORT_LIFE_MS, type Targets } from '../../world/tokens.js';
import type { World } from '../../world/world.js';
import { knownApp } from './apps.js';

/** Ten years: no test waits longer. */
const LONGEST_LIFE_SECONDS = 315_360_000;

const id = z.string().regex(/^\d{1,20}$/, 'expected digits');
const scope = z.enum(SCOPES);
const lifeSeconds = z.number().int().max(LONGEST_LIFE_SECONDS);
const holder = {
  appId: id.optional(),
  userId: id.optional(),
  scopes: z.array(scope).optional(),
  targets: z.partialRecord(scope, z.array(id).max(1_000)).optional(),
};

export const tokenBody = z.strictObject({
  ...holder,
  kind: z.enum(['app', 'user', 'system-user', 'page']),
  /** The text that it is to have; default: one that looks like Meta's. */
  token: z
    .string()
    .regex(/^[\x21-\x7e]{1,512}$/, 'expected 1 to 512 visible ASCII characters')
    .optional(),
  /** Of the user, where `userId` names none. */
  role: z.enum(['ADMIN', 'EMPLOYEE']).default('ADMIN'),
  page: z.strictObject({ id, name: z.string().max(256) }).optional(),
  /** From now; negative: that long ago; 0, the default: never. */
  expiresInSeconds: lifeSeconds.min(-LONGEST_LIFE_SECONDS).default(0),
});

export const codeBody = z.strictObject({
  ...holder,
  kind: z.enum(['user', 'system-user']).default('system-user'),
  /** The exchange must name the same one; default: any will do. */
  redirectUri: z.string().max(2_048).optional(),
  /** Life of the token that the code stands for; 0: it never ends. Default: one hour for users, else 0. */
  expiresInSeconds: lifeSeconds.min(0).optional(),
});

/** The page of page tokens that name none. */
const PAGE = { id: '690000000000001', name: 'Waproof Page' };

type Wish = Pick<GraphUser, 'kind' | 'role'>;

/** The user that was asked for; else the first of that kind and role, made when there is none. */
function holderOf(world: World, { kind, role }: Wish, userId: string | undefined): GraphUser {
  const all = world.of(users);
  const known =
    userId === undefined ? all.all().find((user) => user.kind === kind && user.role === role) : all.get(userId);
  if (known) return known;
  if (userId !== undefined) {
    const ids = all.all().map((user) => user.id);
    throw new UsageError(`user ${userId} is not known here: expected ${ids.slice(0, 20).join(' or ')}`);
  }
  if (all.isFull()) throw new UsageError('no more users fit: start afresh with POST /_waproof/world');
  const name = kind === 'user' ? 'Waproof Person' : 'Waproof Employee';
  const { businessId } = world.credentials;
  return all.add((made) => ({ id: made, name, businessId, kind, role, createdAt: world.now() }));
}

const limits = (targets: Readonly<Record<string, readonly string[] | undefined>> | undefined) =>
  targets && { targets: targets as Targets };

export function draftToken(world: World, body: z.output<typeof tokenBody>): TokenDraft {
  const { kind, role, token, page, targets, expiresInSeconds } = body;
  const wish: Wish = { kind: kind === 'system-user' ? 'system-user' : 'user', role };
  return {
    kind,
    appId: knownApp(world, body.appId).id,
    userId: holderOf(world, wish, body.userId).id,
    scopes: body.scopes ?? OWN_SCOPES,
    lifeMs: expiresInSeconds * 1_000,
    ...(token !== undefined && { id: token }),
    ...(kind === 'page' && { page: page ?? PAGE }),
    ...limits(targets),
  };
}

export function draftCode(world: World, body: z.output<typeof codeBody>): Parameters<typeof mintCode>[1] {
  const { kind, redirectUri, targets, expiresInSeconds } = body;
  const usualLifeMs = kind === 'user' ? SHORT_LIFE_MS : 0;
  return {
    kind,
    appId: knownApp(world, body.appId).id,
    userId: holderOf(world, { kind, role: 'ADMIN' }, body.userId).id,
    scopes: body.scopes ?? OWN_SCOPES,
    expiresAt: world.now() + CODE_LIFE_MS,
    tokenLifeMs: expiresInSeconds === undefined ? usualLifeMs : expiresInSeconds * 1_000,
    ...(redirectUri !== undefined && { redirectUri }),
    ...limits(targets),
  };
}
