/**
 * The mock, put together: the world, the faults, the webhooks and the listener, over one clock, one source of chance
 * and one recorder. What is handed in decides everything; nothing here is global.
 */
import type { Clock } from '../core/clock.js';
import { phoneNumberId, waId } from '../core/ids.js';
import type { HandshakeAnswered, Signature } from '../core/observations.js';
import type { Random } from '../core/random.js';
import type { Recorder } from '../core/recorder.js';
import { createFaultBoard, type FaultBoard } from './faults/board.js';
import type { MetricsSource, WriteRequest } from './http/control/deps.js';
import { createGraphCalls } from './http/graph-calls.js';
import { createListener } from './http/listener.js';
import { createDeliveryQueue, type DeliveryQueue } from './webhooks/delivery-queue.js';
import { createDispatcher } from './webhooks/dispatcher.js';
import type { HandshakeResult } from './webhooks/handshake.js';
import { createMessageLife } from './webhooks/message-life.js';
import type { Poster } from './webhooks/poster.js';
import { createWorld, type GivenCredentials, mergeCredentials, type World } from './world/world.js';

export interface WebhookTarget {
  readonly url: URL;
  /** After so long a delivery counts as not answered. */
  readonly timeoutMs: number;
  /** Waits before the 2nd, 3rd, … attempt; default: Meta's. */
  readonly retryWaitsMs?: readonly number[] | undefined;
}

export interface MockOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** In place of the defaults; undefined ones leave the default. */
  readonly credentials?: GivenCredentials;
  readonly metrics?: MetricsSource;
  readonly greeting?: () => string;
}

export interface Mock {
  readonly world: World;
  readonly faults: FaultBoard;
  /** Binds and gives the Graph URL. @throws UsageError when the port is taken. */
  listen(): Promise<string>;
  /** Deliveries go there from now on. */
  deliverTo(target: WebhookTarget): Promise<void>;
  /** Performs one handshake with the target and records it. */
  handshake(probe: HandshakeAnswered['probe']): Promise<HandshakeResult>;
  /** A user writes; gives the message's id. */
  write(request: WriteRequest): string;
  /** Delivers a message that nobody wrote, with a signature that must be refused. */
  forge(request: WriteRequest, signature: Exclude<Signature, 'valid'>): void;
  /** What has not come to rest: deliveries, copies still to come, messages short of their last status. */
  pending(): { deliveries: number; distantRetries: number; copies: number; lives: number };
  /** Gives up what is still to be delivered, and says so. */
  stopDelivering(): void;
  close(): Promise<void>;
}

/** How a host that was bound is addressed from this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Concurrent deliveries to one target. */
const CONNECTIONS = 128;
/** A retry further away than this is not waited for when a run comes to its end. */
const DISTANT_MS = 10_000;

export function createMock(options: MockOptions): Mock {
  const { clock, random, recorder } = options;
  const world = createWorld(mergeCredentials(options.credentials), random, () => clock.wallTime());
  const faults = createFaultBoard(random);
  let target: { url: URL; poster: Poster; queue: DeliveryQueue } | undefined;
  const dispatcher = createDispatcher({ clock, world, faults, queue: () => target?.queue });
  const life = createMessageLife({ clock, random, recorder, dispatcher });
  const graphCalls = createGraphCalls({ clock, random, recorder, world, faults, life });
  const listener = createListener(graphCalls, {
    recorder,
    world,
    faults,
    metrics: options.metrics,
    write,
    pendingDeliveries: () => target?.queue.pending() ?? 0,
    greeting: options.greeting ?? (() => 'waproof\n'),
  });

  function compose({ phoneNumberId: number, user, name, content }: WriteRequest) {
    const { message, user: writer } = world.writeMessage(waId(user), name);
    return {
      phoneNumberId: number === undefined ? world.credentials.phoneNumberId : phoneNumberId(number),
      user: writer.id,
      name: writer.name || writer.id,
      message,
      content,
      writtenAt: clock.wallTime(),
    };
  }

  function write(request: WriteRequest): string {
    const inbound = compose(request);
    const { step = 'control/1', token, due = recorder.now() } = request;
    const text = (inbound.content[inbound.content.type] as { body?: unknown } | undefined)?.body;
    recorder.record({
      kind: 'user.wrote',
      user: inbound.user,
      name: inbound.name,
      message: inbound.message,
      phoneNumberId: inbound.phoneNumberId,
      type: inbound.content.type,
      ...(typeof text === 'string' && { text: text.slice(0, 200) }),
      ...(token !== undefined && { token }),
      step,
      due: Math.round(due * 1_000) / 1_000,
    });
    dispatcher.message(inbound);
    return inbound.message;
  }

  return {
    world,
    faults,
    write,
    forge: (request, signature) => dispatcher.forgedMessage(compose(request), signature),
    async listen() {
      const port = await listener.listen(options.port, options.host);
      return `http://${reachable(options.host)}:${port}`;
    },
    async deliverTo({ url, timeoutMs, retryWaitsMs }) {
      // The HTTP client is loaded by whoever needs it: a mock without a webhook starts faster.
      const { createPoster } = await import('./webhooks/poster.js');
      const poster = createPoster({ clock, url, timeoutMs, connections: CONNECTIONS });
      const queue = createDeliveryQueue({ clock, recorder, poster, connections: CONNECTIONS, retryWaitsMs });
      target = { url, poster, queue };
    },
    async handshake(probe) {
      if (!target) throw new Error('handshake() needs a webhook target');
      const { performHandshake } = await import('./webhooks/handshake.js');
      const result = await performHandshake({
        clock,
        url: target.url,
        probe,
        verifyToken: world.credentials.verifyToken,
        random: random.fork(`handshake/${probe}`),
      });
      recorder.record({ kind: 'handshake.answered', ...result });
      return result;
    },
    pending: () => ({
      deliveries: target?.queue.pending() ?? 0,
      distantRetries: target?.queue.waitingLongerThan(DISTANT_MS) ?? 0,
      copies: dispatcher.copiesToCome(),
      lives: life.unfinished(),
    }),
    stopDelivering: () => target?.queue.close(),
    async close() {
      target?.queue.close();
      await Promise.all([listener.close(), target?.poster.close()]);
    },
  };
}
