/**
 * `/_waproof/tokens` and `/_waproof/codes`: tokens of any kind and in any state, and the codes that a login or Embedded
 * Signup would give. A token is shown in full only once, to whoever makes it.
 */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { appTokenOf } from '../../policy/tokens.js';
import { hasRoomForToken, mintCode, mintToken } from '../../world/mint-token.js';
import { type AccessToken, codes, TOKEN_ENDS, tokens } from '../../world/tokens.js';
import type { World } from '../../world/world.js';
import { knownApp } from './apps.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';
import { codeBody, draftCode, draftToken, tokenBody } from './token-bodies.js';

const endQuery = z.strictObject({ reason: z.enum(TOKEN_ENDS).default('revoked') });

/** Of a short one not even six characters. */
const hidden = (text: string): string => `${text.slice(0, Math.min(6, Math.floor(text.length / 2)))}…`;
const shown = ({ id, ...rest }: AccessToken) => ({ token: hidden(id), ...rest });

function makeToken(world: World, body: z.output<typeof tokenBody>) {
  const { kind, token } = body;
  if (kind === 'app') return { token: appTokenOf(knownApp(world, body.appId)), kind };
  if (token !== undefined && world.of(tokens).get(token))
    throw new UsageError('this token is known already: expected a new one');
  if (!hasRoomForToken(world)) throw new UsageError('no more tokens fit: start afresh with POST /_waproof/world');
  const { id, ...rest } = mintToken(world, draftToken(world, body));
  return { token: id, ...rest };
}

const isFullOfLiving = (world: World): boolean =>
  world.of(codes).isFull() &&
  world
    .of(codes)
    .all()
    .every(({ expiresAt }) => expiresAt > world.now());

export function tokenRoutes({ world }: ControlDeps): Router {
  const router = Router();
  router.get('/tokens', (_request, response) => {
    response.json({ tokens: world.of(tokens).all().map(shown) });
  });
  router.post('/tokens', (request, response) => {
    response.status(201).json(makeToken(world, parseBody(tokenBody, request.body, 'the token cannot be made:')));
  });
  router.delete('/tokens/:token', (request, response) => {
    const text = request.params.token;
    const { reason } = parseBody(endQuery, request.query, 'the token cannot be ended:');
    if (!world.of(tokens).get(text)) throw new UsageError(`no token ${hidden(text)} is known here`);
    world.of(tokens).update(text, { ended: reason });
    response.json({ success: true });
  });
  router.post('/codes', (request, response) => {
    const body = parseBody(codeBody, request.body, 'the code cannot be issued:');
    if (isFullOfLiving(world)) throw new UsageError('no more codes fit: wait until some have expired');
    const { id, expiresAt } = mintCode(world, draftCode(world, body));
    response.status(201).json({ code: id, expiresAt });
  });
  return router;
}
