/**
 * Who may pass: the token first, then where the call comes from and its proof; the permission is asked for once the
 * object has been found. Operations that need no token are only held to the allowlist of the app that they name.
 */
import { type GraphError, graphError } from '../errors/graph-error.js';
import { apps } from '../world/accounts.js';
import type { AccessToken } from '../world/tokens.js';
import type { World } from '../world/world.js';
import { refuseProof } from './app-proof.js';
import { createIpAllowlist, foreignAddress, foreignClient } from './ip-allowlist.js';
import { createPermissionCheck, type PermissionQuestion } from './permissions.js';
import { createCallerLookup, isRefused } from './tokens.js';

export interface Visitor {
  readonly authorization: string | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The path without its version. */
  readonly path: string;
  /** Of the connection. */
  readonly address: () => string;
}

export interface Admission {
  /** The token that the call is made with, or why it is not accepted. */
  identify(visitor: Visitor): AccessToken | GraphError;
  /** Why a call that needs no token is not accepted. */
  refuseVisitor(visitor: Visitor): GraphError | undefined;
  /** Why the caller may not do what it asks for. */
  refusePermission(question: PermissionQuestion): GraphError | undefined;
}

export function createAdmission(world: World): Admission {
  const lookUp = createCallerLookup(world);
  const isAllowed = createIpAllowlist();
  const allApps = world.of(apps);

  return {
    identify({ authorization, parameters, path, address }) {
      const caller = lookUp({ authorization, parameter: parameters.access_token, path });
      if (isRefused(caller)) return caller;
      const app = allApps.get(caller.appId);
      if (!app) return graphError(190, { message: 'Error validating application. Application has been deleted.' });
      if (!isAllowed(app, address)) return foreignAddress();
      if (!app.requireAppSecretProof && parameters.appsecret_proof === undefined) return caller;
      return refuseProof({ caller, app, parameters, now: world.now() }) ?? caller;
    },
    refuseVisitor({ parameters: { client_id: clientId }, address }) {
      const app =
        typeof clientId === 'string' || typeof clientId === 'number' ? allApps.get(String(clientId)) : undefined;
      return app && !isAllowed(app, address) ? foreignClient() : undefined;
    },
    refusePermission: createPermissionCheck(world),
  };
}
