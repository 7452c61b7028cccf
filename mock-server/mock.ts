/**
 * The mock, put together: the world, the faults, the webhooks and the listener, over one clock, one source of chance
 * and one recorder. What is handed in decides everything; nothing here is global.
 */
import type { Cancel, Clock } from '../core/clock.js';
import { createControlledClock } from '../core/controlled-clock.js';
import type { HandshakeAnswered, Signature } from '../core/observations.js';
import type { Random } from '../core/random.js';
import type { Recorder } from '../core/recorder.js';
import { UsageError } from '../core/usage-error.js';
import { createFaultBoard, type FaultBoard } from './faults/board.js';
import { type ClockCommands, createClockCommands } from './http/clock-commands.js';
import type { MetricsSource, WriteRequest } from './http/control/deps.js';
import { createFileTransfer } from './http/file-transfer.js';
import { createGraphCalls } from './http/graph-calls.js';
import { createListener } from './http/listener.js';
import { createRunCertificates, type TlsOptions } from './http/run-certificates.js';
import { createPlatform } from './platform.js';
import { applyRules, type RuleOptions } from './policy/rule-options.js';
import { keepAgenda } from './policy/upkeep.js';
import { latestVersion } from './policy/versions.js';
import type { MockState } from './state/keep-world.js';
import { createUserWriting } from './user-writing.js';
import type { DeliveryRules } from './webhooks/delivery-rules.js';
import { createDispatcher } from './webhooks/dispatcher.js';
import { createEvents } from './webhooks/events.js';
import type { HandshakeResult } from './webhooks/handshake.js';
import { letHeldMessagesGo } from './webhooks/let-go.js';
import { createMessageLife } from './webhooks/message-life.js';
import { isRead, readMessages } from './webhooks/read-messages.js';
import { createRoutes } from './webhooks/routes.js';
import { createTargetGuard } from './webhooks/target-guard.js';
import { createTargets } from './webhooks/targets.js';
import { tellChanges } from './webhooks/tell-changes.js';
import { createCallbackVerifier } from './webhooks/verify-callback.js';
import { subscribeForGood } from './world/subscriptions.js';
import { createWorld, type GivenCredentials, mergeCredentials, type World } from './world/world.js';

export interface WebhookTarget extends DeliveryRules {
  readonly url: URL;
}

export interface MockOptions {
  /** Real time, as the recorder's. The platform's own time begins as this and can be moved away from it. */
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
  /** How strict the platform is; default: as in production. */
  readonly rules?: RuleOptions | undefined;
  /** What a fresh mock holds besides its usual things. */
  readonly describe?: ((world: World) => void) | undefined;
  /** Where the world is kept; absent: it ends with the mock. */
  readonly state?: MockState | undefined;
  readonly tls?: TlsOptions | undefined;
  readonly metrics?: MetricsSource;
  readonly greeting?: () => string;
}

export interface Mock {
  readonly world: World;
  /** The platform's time. */
  readonly clock: ClockCommands;
  readonly faults: FaultBoard;
  /** Tells of every access token that is issued in place of an expired one. */
  onToken(listener: (token: string) => void): Cancel;
  /** PEM of the authority that signed the mock's certificates, once it listens; `undefined`: it has none. */
  ca(): string | undefined;
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
  /** Makes files, so that from now on messages of types that have some, and name none, hold one. */
  stockUserFiles(): Promise<void>;
  /** Delivers a message that nobody wrote, with a signature that must be refused. */
  forge(request: WriteRequest, signature: Exclude<Signature, 'valid'>): void;
  /**
   * What has not come to rest: deliveries, copies still to come, messages short of their last status.
   * @param withinMs retries further away than this, or than ten seconds, are distant: nobody waits for them.
   */
  pending(withinMs?: number): { deliveries: number; distantRetries: number; copies: number; lives: number };
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
  const { random, recorder } = options;
  const clock = createControlledClock(options.clock);
  /** Sockets stay in real time, and what is waited for over them. */
  const real = clock.realTime.clock;
  const commands = createClockCommands(clock, recorder, () => keeper?.keepTime());
  const world = createWorld(mergeCredentials(options.credentials), random, () => clock.wallTime());
  if (options.rules) applyRules(world, options.rules);
  options.describe?.(world);
  const keeper = options.state?.keep(world);
  const faults = createFaultBoard({
    random,
    clock: real,
    fired: (fault, what) => recorder.record({ kind: 'fault.fired', fault, what }),
  });
  const guard = createTargetGuard(options.allowedHosts);
  const certificates = createRunCertificates(options.tls, options.host);
  const targets = createTargets({ clock, recorder, guard, realTime: clock.realTime, tls: certificates.targets });
  let webhookUrl: URL | undefined;
  const dispatcher = createDispatcher({
    clock,
    world,
    faults,
    routes: createRoutes(world, targets),
    rules: targets.rules,
  });
  const events = createEvents({ world, recorder, dispatcher });
  const platform = createPlatform({ world, recorder, dispatcher });
  faults.act({
    platform: { ...platform, refuseHandshakes: (failed: () => void) => listener.refuseHandshakes(failed) },
  });
  // Calls and commands have their events told at once; those of timers are told by the clock.
  tellChanges(world);
  world.outbox.listen(() => clock.schedule(0, events.flush));
  const life = createMessageLife({
    clock,
    random,
    recorder,
    dispatcher,
    isReached: ({ entry }, status) => status === 'read' && entry !== undefined && isRead(world.messages.get(entry)),
    onStatus({ entry }, status, at) {
      const message = entry === undefined ? undefined : world.messages.reach(entry, status, at);
      if (message && (status === 'delivered' || status === 'read')) world.tallies.count(status, message, at);
    },
  });
  letHeldMessagesGo(world, life);
  keepAgenda(clock, world);
  const verifyCallback = createCallbackVerifier({
    clock: real,
    random: random.fork('callback-challenges'),
    guard,
    tls: certificates.targets,
  });
  const transfer = createFileTransfer(world, options.state?.fileFolder);
  const writing = createUserWriting({ clock, random, recorder, world, dispatcher, events, transfer });
  const graphCalls = createGraphCalls({
    clock: real,
    random,
    recorder,
    world,
    faults,
    life,
    verifyCallback,
    transfer,
    events,
    commit: keeper?.commit,
  });
  const listener = createListener(
    graphCalls,
    {
      recorder,
      world,
      clock: commands,
      faults,
      metrics: options.metrics,
      write: writing.write,
      read: (number, user) => readMessages({ world, recorder, dispatcher }, number, user),
      pendingDeliveries: targets.pending,
      webhooks: targets,
      ca: certificates.ca,
      transfer,
      tellEvents: events.flush,
      commit: keeper?.commit,
      greeting: options.greeting ?? (() => 'waproof\n'),
    },
    certificates.server,
  );

  let address = '';

  return {
    world,
    clock: commands,
    faults,
    write: writing.write,
    forge: writing.forge,
    async listen() {
      // Time that was moved ahead goes on from there: what is due by then runs now.
      if (keeper && keeper.keptAt > clock.wallTime()) await clock.advance(keeper.keptAt - clock.wallTime());
      await certificates.make();
      const port = await listener.listen(options.port, options.host);
      address = `${options.tls?.serve ? 'https' : 'http'}://${reachable(options.host)}:${port}`;
      return address;
    },
    async deliverTo({ url, ...rules }) {
      guard.allow(url.hostname);
      const refusal = guard.refuse(url);
      if (refusal !== undefined) throw new UsageError(`cannot deliver webhooks to ${url}: ${refusal}`);
      subscribeForGood(world, url.href, latestVersion);
      webhookUrl = url;
      await certificates.make();
      await targets.open(url, rules);
    },
    stockUserFiles: () => writing.stock(address),
    async handshake(probe) {
      if (!webhookUrl) throw new Error('handshake() needs a webhook target');
      const { performHandshake } = await import('./webhooks/handshake.js');
      const result = await performHandshake({
        clock: real,
        url: webhookUrl,
        probe,
        verifyToken: world.credentials.verifyToken,
        random: random.fork(`handshake/${probe}`),
        guard,
        tls: certificates.targets,
      });
      recorder.record({ kind: 'handshake.answered', ...result });
      return result;
    },
    pending: (withinMs = DISTANT_MS) => ({
      deliveries: targets.pending(),
      distantRetries: targets.waitingLongerThan(Math.min(withinMs, DISTANT_MS)),
      copies: dispatcher.copiesToCome(),
      lives: life.unfinished(),
    }),
    stopDelivering() {
      dispatcher.flush();
      targets.stop();
    },
    onToken: platform.onToken,
    ca: certificates.ca,
    async close() {
      targets.stop();
      await Promise.all([listener.close(), targets.close()]);
      transfer.close();
      clock.clear();
      keeper?.close();
    },
  };
}
