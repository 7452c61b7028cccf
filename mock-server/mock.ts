/**
 * The mock, put together: the world, the faults, the webhooks and the listener, over one clock, one source of chance
 * and one recorder. What is handed in decides everything; nothing here is global.
 */
import type { Clock } from '../core/clock.js';
import { phoneNumberId, waId } from '../core/ids.js';
import type { HandshakeAnswered, Signature } from '../core/observations.js';
import type { Random } from '../core/random.js';
import type { Recorder } from '../core/recorder.js';
import { UsageError } from '../core/usage-error.js';
import { createFaultBoard, type FaultBoard } from './faults/board.js';
import type { MetricsSource, WriteRequest } from './http/control/deps.js';
import { createFileTransfer } from './http/file-transfer.js';
import { createGraphCalls } from './http/graph-calls.js';
import { createListener } from './http/listener.js';
import { latestVersion } from './policy/versions.js';
import { createDispatcher } from './webhooks/dispatcher.js';
import type { HandshakeResult } from './webhooks/handshake.js';
import { createMessageLife } from './webhooks/message-life.js';
import { createRoutes } from './webhooks/routes.js';
import { createTargetGuard } from './webhooks/target-guard.js';
import { createTargets, type DeliveryRules } from './webhooks/targets.js';
import { createCallbackVerifier } from './webhooks/verify-callback.js';
import { isBlocked } from './world/blocked-users.js';
import { subscribeForGood } from './world/subscriptions.js';
import { createWorld, type GivenCredentials, mergeCredentials, type World } from './world/world.js';

export interface WebhookTarget extends DeliveryRules {
  readonly url: URL;
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
  /** Hosts that webhooks may go to besides loopback and that of `deliverTo`. */
  readonly allowedHosts?: readonly string[] | undefined;
  readonly metrics?: MetricsSource;
  readonly greeting?: () => string;
}

export interface Mock {
  readonly world: World;
  readonly faults: FaultBoard;
  /** Binds and gives the Graph URL. @throws UsageError when the port is taken. */
  listen(): Promise<string>;
  /**
   * Subscribes the mock's own app, without a handshake, to everything on its own account: deliveries go there from now
   * on. @throws UsageError when no webhook may go there.
   */
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

/** A retry further away than this is not waited for when a run comes to its end. */
const DISTANT_MS = 10_000;

export function createMock(options: MockOptions): Mock {
  const { clock, random, recorder } = options;
  const world = createWorld(mergeCredentials(options.credentials), random, () => clock.wallTime());
  const faults = createFaultBoard(random);
  const guard = createTargetGuard(options.allowedHosts);
  const targets = createTargets({ clock, recorder, guard });
  let webhookUrl: URL | undefined;
  const dispatcher = createDispatcher({ clock, world, faults, routes: createRoutes(world, targets) });
  const life = createMessageLife({
    clock,
    random,
    recorder,
    dispatcher,
    onStatus({ entry }, status, at) {
      const message = entry === undefined ? undefined : world.messages.reach(entry, status, at);
      if (message && (status === 'delivered' || status === 'read')) world.tallies.count(status, message, at);
    },
  });
  const verifyCallback = createCallbackVerifier({ clock, random: random.fork('callback-challenges'), guard });
  const transfer = createFileTransfer(world);
  const graphCalls = createGraphCalls({ clock, random, recorder, world, faults, life, verifyCallback, transfer });
  const listener = createListener(graphCalls, {
    recorder,
    world,
    faults,
    metrics: options.metrics,
    write,
    pendingDeliveries: targets.pending,
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
    // What a blocked user writes goes no further: no webhook, and nothing that the business could be expected to answer.
    if (isBlocked(world, inbound.phoneNumberId, inbound.user)) return inbound.message;
    const writer = world.user(inbound.user);
    writer.wroteAt = { ...writer.wroteAt, [inbound.phoneNumberId]: inbound.writtenAt };
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
    async deliverTo({ url, ...rules }) {
      guard.allow(url.hostname);
      const refusal = guard.refuse(url);
      if (refusal !== undefined) throw new UsageError(`cannot deliver webhooks to ${url}: ${refusal}`);
      subscribeForGood(world, url.href, latestVersion);
      webhookUrl = url;
      await targets.open(url, rules);
    },
    async handshake(probe) {
      if (!webhookUrl) throw new Error('handshake() needs a webhook target');
      const { performHandshake } = await import('./webhooks/handshake.js');
      const result = await performHandshake({
        clock,
        url: webhookUrl,
        probe,
        verifyToken: world.credentials.verifyToken,
        random: random.fork(`handshake/${probe}`),
        guard,
      });
      recorder.record({ kind: 'handshake.answered', ...result });
      return result;
    },
    pending: () => ({
      deliveries: targets.pending(),
      distantRetries: targets.waitingLongerThan(DISTANT_MS),
      copies: dispatcher.copiesToCome(),
      lives: life.unfinished(),
    }),
    stopDelivering: targets.stop,
    async close() {
      targets.stop();
      await Promise.all([listener.close(), targets.close()]);
      transfer.close();
    },
  };
}
