/**
 * `/_waproof/world`: what the mock knows in short, and starting afresh; `/_waproof/world/export`: all of it, to be loaded
 * again. Secrets are shown only to whoever asks for them. Bytes of files are not exported: what names them is left out
 * when an export is loaded.
 */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import type { CollectionSpec, Identified } from '../../world/collection.js';
import { collections } from '../../world/collections.js';
import { exportWorld, loadWorld, problemsOfExport, type WorldExport, withoutFiles } from '../../world/snapshot.js';
import type { World } from '../../world/world.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

const exportQuery = z.strictObject({ secrets: z.enum(['true', 'false']).default('false') });

/** The newest users are shown, not all. */
const USERS_SHOWN = 1_000;
/** The oldest nodes of a kind are shown: what a fresh mock holds is among them. */
const NODES_SHOWN = 1_000;

/** Ids of what can be read by its id, by kind: tests find objects here that no call creates. */
function nodesOf(world: World): Readonly<Record<string, readonly string[]>> {
  const nodes: Record<string, string[]> = {};
  for (const spec of collections as readonly unknown[] as readonly CollectionSpec<Identified>[])
    if (spec.kind) {
      const ids = world
        .of(spec)
        .all()
        .map(({ id }) => id);
      nodes[spec.kind] = [...(nodes[spec.kind] ?? []), ...ids].slice(0, NODES_SHOWN);
    }
  return nodes;
}

export function worldRoutes({ world }: ControlDeps): Router {
  const router = Router();
  router.get('/world', (_request, response) => {
    const { phoneNumberId, displayPhoneNumber, wabaId, appId, businessId } = world.credentials;
    const users = [...world.users()];
    response.json({
      business: {
        id: businessId,
        wabas: [{ id: wabaId, phone_numbers: [{ id: phoneNumberId, display_phone_number: displayPhoneNumber }] }],
      },
      app: { id: appId },
      templates: world.templateStore
        .all()
        .map(({ id, name, language, category, status, body }) => ({ id, name, language, category, status, body })),
      nodes: nodesOf(world),
      users: {
        count: users.length,
        newest: users.slice(-USERS_SHOWN).map(({ id, name, written, received }) => ({ id, name, written, received })),
      },
    });
  });
  router.get('/world/export', (request, response) => {
    const { secrets } = parseBody(exportQuery, request.query, 'the world cannot be exported:');
    response.json(exportWorld(world, secrets === 'true'));
  });
  router.post('/world', (request, response) => {
    const body: unknown = request.body ?? {};
    if (typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0) {
      world.reset();
      return void response.json({ success: true });
    }
    const problems = problemsOfExport(world, body);
    if (problems.length > 0) throw new UsageError('the world cannot be loaded:', problems);
    const { kept, leftOut } = withoutFiles(body as WorldExport);
    loadWorld(world, kept);
    response.json({ success: true, ...(leftOut > 0 && { files_left_out: leftOut }) });
  });
  return router;
}
