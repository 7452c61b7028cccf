/**
 * `GET /{phone-number-id}/message_history` and `GET /{message-history-id}/events`: what became of the newest 10,000
 * messages. Statuses are reached only while somebody is subscribed to them. Not modelled: how the webhook of each
 * status fared.
 */
import { numbers } from '../../world/accounts.js';
import type { LoggedMessage, ReachedStatus } from '../../world/message-log.js';
import type { World } from '../../world/world.js';
import { edgeField } from '../edge-field.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { missingObject } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, type GraphRequest, type Operation, refuse } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';

const STATUSES = ['sent', 'delivered', 'read', 'failed', 'deleted'];
/** Statuses of one message: ids of its events are that of its entry and a digit. */
const MOST_EVENTS = 10;

const seconds = (ms: number) => Math.floor(ms / 1_000);
const eventId = (entry: LoggedMessage, index: number): string => `${entry.id}${index}`;

const applicationOf = (world: World) => ({ id: world.credentials.appId });

const eventFields = (entry: LoggedMessage, { status, at }: ReachedStatus, index: number, world: World): NodeFields => ({
  defaults: ['delivery_status', 'timestamp', 'application'],
  all: {
    id: eventId(entry, index),
    delivery_status: status.toUpperCase(),
    timestamp: seconds(at),
    application: applicationOf(world),
    webhook_update_state: undefined,
    webhook_uri: undefined,
    error_description: undefined,
  },
});

const fieldsOf = (entry: LoggedMessage, request: GraphRequest, world: World): NodeFields => ({
  defaults: ['message_id', 'events'],
  all: { id: entry.id, message_id: entry.message },
  computed: {
    events: edgeField(
      'message-history',
      () => request.address().replace(/\/\d+\/message_history$/, `/${entry.id}/events`),
      () => entry.statuses.slice(0, MOST_EVENTS).map((status, index) => eventFields(entry, status, index, world)),
    ),
  },
});

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/message-history.test.ts',
});

export const messageHistoryOperations: readonly Operation[] = [
  onObject(
    numbers,
    {
      route: 'GET /{phone-number-id}/message_history',
      about: about('What a number sent, the newest first; `message_id` looks for one.'),
      accepts: { message_id: string() },
    },
    (number, request, world) => {
      const wanted = textOf(request.parameters, 'message_id');
      const entries = world.messages
        .all()
        .filter(
          ({ phoneNumberId, message }) => phoneNumberId === number.id && (wanted === undefined || message === wanted),
        );
      return readEdge(
        'message-history',
        entries.toReversed().map((entry) => fieldsOf(entry, request, world)),
        request,
      );
    },
  ),
  {
    route: 'GET /{message-history-id}/events',
    about: about('The statuses that a message reached; `status_filter` keeps one kind.'),
    accepts: { status_filter: string({ oneOf: STATUSES }) },
    decide(request, world) {
      const id = request.ids['message-history-id'] ?? '';
      const entry = world.messages.get(id);
      if (!entry) return refuse(missingObject('GET', id));
      const wanted = textOf(request.parameters, 'status_filter')?.toLowerCase();
      const nodes = entry.statuses.slice(0, MOST_EVENTS).flatMap(({ status, at }, index) => {
        if (wanted !== undefined && status !== wanted) return [];
        const node = {
          id: eventId(entry, index),
          delivery_status: status.toUpperCase(),
          occurrence_timestamp: seconds(at),
          status_timestamp: seconds(at),
          application: applicationOf(world),
        };
        return [{ all: { node, cursor: Buffer.from(node.id).toString('base64') }, defaults: ['cursor', 'node'] }];
      });
      return readEdge('message-history', nodes, request);
    },
  },
];
