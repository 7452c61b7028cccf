/**
 * Which deliveries an event becomes: one for each app that is subscribed to the account and to the field, to the callback
 * that is closest to the number, signed with that app's own secret. Worked out once, and again when something changed
 * that it depends on.
 */
import type { KeyObject } from 'node:crypto';
import { createBoundedMap } from '../../core/bounded-map.js';
import { apps, numbers } from '../world/accounts.js';
import { appWebhooks, listenersOf, numberCallbacks, type Place, subscribedApps } from '../world/subscriptions.js';
import type { WebhookField } from '../world/webhook-fields.js';
import type { World } from '../world/world.js';
import type { DeliveryQueue } from './delivery-queue.js';
import { hasConversations } from './payload/conversation.js';
import { signingKey } from './signature.js';
import type { Targets } from './targets.js';

export interface Route {
  /** Absent for the mock's own app. */
  readonly app: string | undefined;
  readonly queue: Pick<DeliveryQueue, 'push'>;
  /** Subscribed to a version whose statuses have conversations. */
  readonly hasConversations?: boolean;
  /** Path and query. */
  readonly path: string;
  /** Signs for this app. */
  readonly key: KeyObject;
  /** What somebody who does not know the secret signs with. */
  readonly wrongKey: KeyObject;
}

export interface Routes {
  /** Where an event of a number goes; nowhere when nobody is subscribed. */
  ofNumber(phoneNumberId: string, field: WebhookField): readonly Route[];
  /** Where an event of an account goes. */
  ofAccount(wabaId: string, field: WebhookField): readonly Route[];
}

const ROUTES_REMEMBERED = 10_000;

/** What routes need of the targets. */
interface Origins extends Pick<Targets, 'revision'> {
  queueTo(url: URL): Route['queue'] | undefined;
}

export function createRoutes(world: World, targets: Origins): Routes {
  const sources = [
    world.of(apps),
    world.of(numbers),
    world.of(appWebhooks),
    world.of(subscribedApps),
    world.of(numberCallbacks),
  ];
  let remembered = createBoundedMap<string, readonly Route[]>(ROUTES_REMEMBERED);
  let stamp = -1;

  /** Forgets everything when anything changed: revisions only grow, so their sum tells. */
  function refresh(): void {
    let now = targets.revision;
    for (const source of sources) now += source.revision;
    if (now === stamp) return;
    stamp = now;
    remembered = createBoundedMap(ROUTES_REMEMBERED);
  }

  function find(key: string, field: WebhookField, place: Place): readonly Route[] {
    const routes: Route[] = [];
    let isComplete = true;
    for (const { appId, callback, version } of listenersOf(world, field, place)) {
      const app = world.of(apps).get(appId);
      if (!app || !URL.canParse(callback)) continue;
      const url = new URL(callback);
      const queue = targets.queueTo(url);
      if (!queue) {
        isComplete = false;
        continue;
      }
      routes.push({
        app: appId === world.credentials.appId ? undefined : appId,
        queue,
        hasConversations: version !== undefined && hasConversations(version),
        path: url.pathname + url.search,
        key: signingKey(app.secret),
        wrongKey: signingKey(`not-${app.secret}`),
      });
    }
    // A target that found no room may find some for the next event.
    if (isComplete) remembered.set(key, routes);
    return routes;
  }

  return {
    ofNumber(phoneNumberId, field) {
      refresh();
      // Nearly every event is a message or a status of a number: its key is the id that is there already.
      const key = field === 'messages' ? phoneNumberId : `${phoneNumberId}/${field}`;
      const known = remembered.get(key);
      if (known) return known;
      const wabaId = world.of(numbers).get(phoneNumberId)?.wabaId ?? '';
      return find(key, field, { wabaId, phoneNumberId });
    },
    ofAccount(wabaId, field) {
      refresh();
      const key = `${wabaId}/${field}`;
      return remembered.get(key) ?? find(key, field, { wabaId });
    },
  };
}
