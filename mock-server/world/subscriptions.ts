/**
 * Who is told what, and where. Two switches must be on: the app is subscribed to the field (with its callback), and the
 * account lists the app. A callback may be replaced for one account or one number. Verify tokens are not kept: they are
 * needed only when a callback is set. Not modelled: a subscription that Meta switches off after a long outage.
 */
import { numbers } from './accounts.js';
import { defineCollection } from './collection.js';
import { canBeOverridden, WEBHOOK_FIELDS, type WebhookField } from './webhook-fields.js';
import type { World } from './world.js';

/** An app's own webhook for the object `whatsapp_business_account`; its id is the app's. */
export interface AppWebhook {
  readonly id: string;
  readonly callbackUrl: string;
  /** Payloads have the form of the field's version: `v23.0`. */
  readonly fields: readonly { readonly name: WebhookField; readonly version: string }[];
}

/** An app on an account's list. */
export interface SubscribedApp {
  /** `<account>/<app>` */
  readonly id: string;
  readonly wabaId: string;
  readonly appId: string;
  /** In place of the app's callback, for this account. */
  readonly overrideCallbackUri?: string;
}

/** In place of the app's and the account's callback, for this number. */
export interface NumberCallback {
  /** `<number>/<app>` */
  readonly id: string;
  readonly callbackUri: string;
}

export const appWebhooks = defineCollection<AppWebhook>({ name: 'appWebhooks', limit: 1_000 });
/** An account lists at most so many apps (assumed): fewer than there may be targets for webhooks. */
export const APPS_PER_ACCOUNT = 50;
export const subscribedApps = defineCollection<SubscribedApp>({ name: 'subscribedApps', limit: 10_000 });
export const numberCallbacks = defineCollection<NumberCallback>({ name: 'numberCallbacks', limit: 10_000 });

/** The key of what an app has on an account or on a number. */
export const ownKey = (objectId: string, appId: string): string => `${objectId}/${appId}`;

/** Where an app's webhooks about a number may go, from the closest to the most general; members without one are absent. */
export interface Callbacks {
  readonly phone_number?: string;
  readonly whatsapp_business_account?: string;
  readonly application?: string;
}

export function callbacksOf(world: World, phoneNumberId: string, appId: string): Callbacks {
  const wabaId = world.of(numbers).get(phoneNumberId)?.wabaId ?? '';
  const number = world.of(numberCallbacks).get(ownKey(phoneNumberId, appId))?.callbackUri;
  const account = world.of(subscribedApps).get(ownKey(wabaId, appId))?.overrideCallbackUri;
  const app = world.of(appWebhooks).get(appId)?.callbackUrl;
  return {
    ...(number !== undefined && { phone_number: number }),
    ...(account !== undefined && { whatsapp_business_account: account }),
    ...(app !== undefined && { application: app }),
  };
}

/** An app that is to be told, and where. */
export interface Listener {
  readonly appId: string;
  readonly callback: string;
  /** Of its subscription to the field; absent: that of an app without a webhook of its own, the latest. */
  readonly version?: string | undefined;
}

/** Where something happens: on an account, or on one of its numbers. */
export interface Place {
  readonly wabaId: string;
  readonly phoneNumberId?: string;
}

/** Who is told of an event of this field; with a number, its own callback comes first. */
export function listenersOf(world: World, field: WebhookField, { wabaId, phoneNumberId = '' }: Place): Listener[] {
  const listeners: Listener[] = [];
  for (const { appId, wabaId: listedOn, overrideCallbackUri } of world.of(subscribedApps).all()) {
    const webhook = world.of(appWebhooks).get(appId);
    // An app that never set its own webhook chose its fields in Meta's dashboard, which is not here: it hears them all.
    if (listedOn !== wabaId || webhook?.fields.some(({ name }) => name === field) === false) continue;
    const ofNumber = world.of(numberCallbacks).get(ownKey(phoneNumberId, appId))?.callbackUri;
    const override = canBeOverridden(field) ? (ofNumber ?? overrideCallbackUri) : undefined;
    const callback = override ?? webhook?.callbackUrl;
    const version = webhook?.fields.find(({ name }) => name === field)?.version;
    if (callback !== undefined) listeners.push({ appId, callback, version });
  }
  return listeners;
}

/** Has the mock's own app told everything about its account, from now on and after every reset. */
export function subscribeForGood(world: World, callbackUrl: string, version: string): void {
  const { appId, wabaId } = world.credentials;
  const fields = WEBHOOK_FIELDS.map((name) => ({ name, version }));
  world.of(appWebhooks).putForGood({ id: appId, callbackUrl, fields });
  world.of(subscribedApps).putForGood({ id: ownKey(wabaId, appId), wabaId, appId });
}
