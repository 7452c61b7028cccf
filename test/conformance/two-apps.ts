/** A second app on the mock, with a secret and tokens of its own, and what the tests of subscriptions share. */
import { createHmac } from 'node:crypto';
import { apps } from '../../mock-server/world/accounts.js';
import { appWebhooks, ownKey, subscribedApps } from '../../mock-server/world/subscriptions.js';
import type { WebhookField } from '../../mock-server/world/webhook-fields.js';
import type { ServedMock } from './served-mock.js';
import type { ReceivedWebhook } from './webhook-receiver.js';

export const NUMBER = '100000000000001';
export const WABA = '200000000000001';
export const APP = '300000000000001';
export const APP_TOKEN = `${APP}|waproof-app-secret`;
export const OTHER_APP = '300000000000077';
export const OTHER_SECRET = 'other-app-secret';

/** Subscribes an app to the default account without a handshake; the second one is made first. */
export function subscribeDirectly(
  { mock }: ServedMock,
  appId: string,
  callback: URL,
  fields: readonly WebhookField[] = ['messages'],
): void {
  const { world } = mock;
  if (appId === OTHER_APP)
    world.of(apps).put({ id: OTHER_APP, name: 'Other App', businessId: '400000000000001', secret: OTHER_SECRET });
  const listed = fields.map((name) => ({ name, version: 'v23.0' }));
  world.of(appWebhooks).put({ id: appId, callbackUrl: callback.href, fields: listed });
  world.of(subscribedApps).put({ id: ownKey(WABA, appId), wabaId: WABA, appId });
}

/** Ann writes; gives the message's id. */
export const write = ({ mock }: ServedMock, body = 'hello'): string =>
  mock.write({ user: '15557770001', name: 'Ann', content: { type: 'text', text: { body } } });

export const isSignedWith = ({ headers, rawBody }: ReceivedWebhook, secret: string): boolean =>
  headers['x-hub-signature-256'] === `sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`;

export const errorOf = (answer: { json: unknown }) =>
  (answer.json as { error?: { code: number; message: string } }).error;
