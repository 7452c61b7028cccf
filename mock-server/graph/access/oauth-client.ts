/**
 * The app that asks for a token: `client_id` and `client_secret`, checked in Graph's words (observed; those for a
 * missing one are assumed).
 */
import { type GraphError, graphError } from '../../errors/graph-error.js';
import { type App, apps } from '../../world/accounts.js';
import type { World } from '../../world/world.js';

/** A parameter that may come as a number from JSON. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export const isApp = (value: App | GraphError): value is App => 'secret' in value;

export function readClient(parameters: Readonly<Record<string, unknown>>, world: World): App | GraphError {
  const id = plainText(parameters.client_id);
  if (id === '') return graphError(101, { message: 'Missing client_id parameter.' });
  const app = world.of(apps).get(id);
  if (!app)
    return graphError(101, {
      message: 'Error validating application. Cannot get application info due to a system error.',
    });
  const secret = plainText(parameters.client_secret);
  if (secret === '') return graphError(1, { message: 'Missing client_secret parameter.' });
  return secret === app.secret ? app : graphError(1, { message: 'Error validating client secret.' });
}
