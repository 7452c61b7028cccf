/**
 * `/{waba-id}/subscribed_apps`: which apps are told what happens to an account. A call always concerns the app that its
 * token belongs to. A callback for this account only must pass the handshake first; subscribing again without one
 * removes it (Meta docs, "Webhook overrides").
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { type App, apps, wabas } from '../../world/accounts.js';
import { APPS_PER_ACCOUNT, ownKey, type SubscribedApp, subscribedApps } from '../../world/subscriptions.js';
import type { World } from '../../world/world.js';
import { onceVerified, overrideShapes, refuseCallback } from '../access/callback-uri.js';
import { type NodeFields, selectNode } from '../fields.js';
import { textOf } from '../given.js';
import { missingField } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, change, type GraphRequest, refuse, reply, SUCCESS } from '../operation.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/subscribed-apps.test.ts',
});

/** The app that a call is made for. */
export const callingApp = ({ caller }: GraphRequest, world: World): string => caller?.appId ?? world.credentials.appId;

const listedOn = (wabaId: string, world: World): SubscribedApp[] =>
  world
    .of(subscribedApps)
    .all()
    .filter((subscribed) => subscribed.wabaId === wabaId);

const appData = ({ id, name }: App) => ({ id, link: `https://www.facebook.com/games/?app_id=${id}`, name });

/** The rows of an account's list. */
export const subscribedRows = (wabaId: string, world: World): readonly NodeFields[] =>
  listedOn(wabaId, world).flatMap(({ appId, overrideCallbackUri }) => {
    const app = world.of(apps).get(appId);
    if (!app) return [];
    const all = { whatsapp_business_api_data: appData(app), override_callback_uri: overrideCallbackUri };
    return [{ all, defaults: Object.keys(all) }];
  });

export const getSubscribedApps = onObject(
  wabas,
  { route: 'GET /{waba-id}/subscribed_apps', about: about('The apps that are told what happens to the account.') },
  (waba, { parameters }, world) => {
    const data: object[] = [];
    for (const row of subscribedRows(waba.id, world)) {
      const selected = selectNode(row, parameters.fields);
      if ('refusal' in selected) return refuse(selected.refusal);
      if ('unknown' in selected) return refuse(missingField(selected.unknown, 'app'));
      data.push(selected.node);
    }
    return reply(() => ({ data }));
  },
);

function refuseFull(key: string, wabaId: string, world: World): GraphError | undefined {
  const all = world.of(subscribedApps);
  if (all.get(key)) return undefined;
  if (all.isFull()) return parameterError(`waproof keeps at most ${all.size} subscriptions.`);
  return listedOn(wabaId, world).length >= APPS_PER_ACCOUNT
    ? parameterError(`At most ${APPS_PER_ACCOUNT} apps can be subscribed to an account.`)
    : undefined;
}

export const subscribeApp = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/subscribed_apps',
    about: about('Has the calling app told what happens to the account, at its own callback or at another.'),
    accepts: overrideShapes,
  },
  (waba, request, world) => {
    const appId = callingApp(request, world);
    const id = ownKey(waba.id, appId);
    const full = refuseFull(id, waba.id, world);
    if (full) return refuse(full);
    const url = textOf(request.parameters, 'override_callback_uri') ?? '';
    const verifyToken = textOf(request.parameters, 'verify_token');
    const plain: SubscribedApp = { id, wabaId: waba.id, appId };
    if (url === '') return change(() => world.of(subscribedApps).put(plain));
    const refusal = refuseCallback(url, verifyToken);
    if (refusal) return refuse(refusal);
    return onceVerified({
      url,
      verifyToken: verifyToken ?? '',
      recheck: () => refuseFull(id, waba.id, world),
      apply() {
        world.of(subscribedApps).put({ ...plain, overrideCallbackUri: url });
        return SUCCESS;
      },
    });
  },
);

/** Unsubscribing an app that is not subscribed is a success as well (assumed). */
export const unsubscribeApp = onObject(
  wabas,
  { route: 'DELETE /{waba-id}/subscribed_apps', about: about('Ends what the calling app is told of the account.') },
  (waba, request, world) =>
    change(() => void world.of(subscribedApps).remove(ownKey(waba.id, callingApp(request, world)))),
);
