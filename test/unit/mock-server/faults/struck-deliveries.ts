/**
 * A platform on virtual time whose deliveries faults strike: all parts are the real ones but the sockets. One app is
 * subscribed unless there are others; targets answer as they are told to, after 10 ms.
 */
import { createHmac } from 'node:crypto';
import type { PlannedFault } from '../../../../core/history.js';
import { type WaId, type Wamid, waId, wamid } from '../../../../core/ids.js';
import type { Observation, ObservationKind, Observed } from '../../../../core/observations.js';
import { createRandom } from '../../../../core/random.js';
import { createRecorder } from '../../../../core/recorder.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createFaultBoard } from '../../../../mock-server/faults/board.js';
import { bringIntoPlay, findFault } from '../../../../mock-server/faults/catalogue.js';
import type { DeliveryRules } from '../../../../mock-server/webhooks/delivery-rules.js';
import { createDispatcher } from '../../../../mock-server/webhooks/dispatcher.js';
import { createRoutes } from '../../../../mock-server/webhooks/routes.js';
import { createTargetGuard } from '../../../../mock-server/webhooks/target-guard.js';
import { createTargets } from '../../../../mock-server/webhooks/targets.js';
import { subscribeForGood } from '../../../../mock-server/world/subscriptions.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

export const NUMBER = defaultCredentials.phoneNumberId;

/** A fault as a scenario would name it. */
export function plan(name: string, given: Readonly<Record<string, unknown>> = {}, count = 1): PlannedFault {
  const parameters = findFault(name)?.parameters.parse(given) as PlannedFault['parameters'];
  return { id: `${name}#${count}`, name, parameters };
}

export interface Posted {
  readonly at: number;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Struck {
  readonly seed?: number;
  readonly rules?: Partial<DeliveryRules>;
  /** HTTP status of every answer. */
  readonly status?: number;
}

export function strike(faults: readonly PlannedFault[], { seed = 1, rules = {}, status: answer = 200 }: Struck = {}) {
  const clock = createVirtualClock();
  const recorder = createRecorder(clock);
  const observations: Observation[] = [];
  recorder.subscribe((observation) => void observations.push(observation));
  const random = createRandom(seed);
  const world = createWorld(defaultCredentials, random, clock.wallTime);
  const posted: Posted[] = [];
  const targets = createTargets({
    clock,
    recorder,
    guard: createTargetGuard(),
    connect: () => ({
      load: async () => undefined,
      post(body, headers) {
        posted.push({ at: clock.now(), body, headers });
        return new Promise((resolve) => void clock.schedule(10, () => resolve({ status: answer, ms: 10 })));
      },
      close: async () => undefined,
    }),
  });
  targets.change(rules);
  subscribeForGood(world, 'http://shop/hook', 'v26.0');
  const board = createFaultBoard({ random, clock });
  board.activate(bringIntoPlay(faults));
  const routes = createRoutes(world, targets);
  const dispatcher = createDispatcher({ clock, world, faults: board, routes, rules: targets.rules });

  return {
    clock,
    world,
    board,
    dispatcher,
    posted,
    targets,
    observed: <Kind extends ObservationKind>(kind: Kind) =>
      observations.filter((it): it is Observed<Kind> => it.kind === kind),
    /** Any text; the id is that of the message. */
    write(id: string, user = '15557770001'): Wamid {
      const message = wamid(id);
      const content = { type: 'text', text: { body: `says ${id}` } };
      const writtenAt = clock.wallTime();
      dispatcher.message({ phoneNumberId: NUMBER, user: waId(user), name: 'Ann/Bø', message, content, writtenAt });
      return message;
    },
    status(id: string, status: 'sent' | 'delivered' | 'read', user: WaId = waId('15557770001')): void {
      dispatcher.status({ phoneNumberId: NUMBER, user, message: wamid(id), status, reachedAt: clock.wallTime() });
    },
  };
}

export const isSigned = ({ body, headers }: Posted): boolean =>
  headers['X-Hub-Signature-256'] ===
  `sha256=${createHmac('sha256', defaultCredentials.appSecret).update(body).digest('hex')}`;

/** A change of a body, with what it tells. */
export interface ToldChange {
  readonly field: string;
  readonly value: {
    readonly contacts?: readonly Readonly<Record<string, unknown>>[];
    readonly messages?: readonly Readonly<Record<string, unknown>>[];
    readonly statuses?: readonly Readonly<Record<string, unknown>>[];
    readonly [member: string]: unknown;
  };
}

export const changesIn = ({ body }: Posted): ToldChange[] =>
  (JSON.parse(body.toString('latin1')) as { entry: { changes: ToldChange[] }[] }).entry.flatMap((it) => it.changes);

/** What a post tells, in short: ids of messages, ids and states of statuses, fields of anything else. */
export const tellsOf = (post: Posted): string[] =>
  changesIn(post).flatMap(({ field, value }) => [
    ...(value.messages ?? []).map(({ id, type }) => String(id ?? type)),
    ...(value.statuses ?? []).map(({ id, status }) => `${id} ${status}`),
    ...(value.messages || value.statuses ? [] : [field]),
  ]);

/** One line a post: when, and what. */
export const told = (posted: readonly Posted[]): string[] =>
  posted.map((post) => `${post.at} ${tellsOf(post).join(', ')}`);
