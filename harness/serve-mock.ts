/** A mock by itself, as `waproof mock` and tests use it: with metrics, and optionally a webhook to deliver to. */
import type { Clock } from '../core/clock.js';
import { createRandom } from '../core/random.js';
import { createRecorder } from '../core/recorder.js';
import type { UsageError } from '../core/usage-error.js';
import { createMetrics } from '../metrics/create-metrics.js';
import type { TlsOptions } from '../mock-server/http/run-certificates.js';
import { createMock, type Mock } from '../mock-server/mock.js';
import type { MockState } from '../mock-server/state/keep-world.js';
import { describeWorld, hostsOf } from '../mock-server/world/described.js';
import type { Config } from './config.js';
import { describeMock, type MockFacts, mockFacts } from './mock-facts.js';
import { writeCa } from './write-ca.js';

export interface ServeOptions {
  readonly clock: Clock;
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly config: Config;
  readonly webhook?: URL | undefined;
  /** Hosts that webhooks may go to besides loopback and that of `webhook`. */
  readonly allowedHosts?: readonly string[] | undefined;
  readonly tls?: ServedTls | undefined;
  readonly state?: KeptState | undefined;
}

/** Where the world is kept from one mock to the next. */
export interface KeptState {
  readonly file: string;
  /** Told what a person should know. */
  readonly note: (text: string) => void;
  /** Told that the state cannot be written any more. */
  readonly onLost: (error: UsageError) => void;
}

export interface ServedTls extends TlsOptions {
  /** Where the certificate of the run's authority is written, when there is one. */
  readonly caFile: string;
}

export interface ServedMock {
  readonly facts: MockFacts;
  /** Undefined without a webhook; otherwise what is wrong with its handshake, or `verified`. */
  verifyWebhook(): Promise<string | undefined>;
  readonly mock: Mock;
}

const DELIVERY_TIMEOUT_MS = 20_000;

/** Loads what keeps a world only for a mock that does. */
async function openState({ file, note, onLost }: KeptState, describes: boolean): Promise<MockState> {
  const { keepWorld } = await import('../mock-server/state/keep-world.js');
  return {
    fileFolder: `${file}.blobs`,
    keep(world) {
      const keeper = keepWorld({ world, file, note, onLost });
      if (keeper.isOld) note(`going on with the world in ${file}`);
      if (keeper.isOld && describes) note('what waproof.yml says under world: is for a new world, and is left out');
      return keeper;
    },
  };
}

/** @throws UsageError when the port is taken, or the state is not to be had. */
export async function serveMock(options: ServeOptions): Promise<ServedMock> {
  const { clock, host, port, seed, config, webhook, allowedHosts, tls } = options;
  const recorder = createRecorder(clock);
  const metrics = createMetrics();
  recorder.subscribe(metrics.observe);
  let facts: MockFacts | undefined;
  const greeting = () => (facts ? describeMock(facts) : '');
  const random = createRandom(seed);
  const state = options.state && (await openState(options.state, config.world !== undefined));
  const mock = createMock({
    clock,
    recorder,
    random,
    host,
    port,
    credentials: config.mock,
    allowedHosts: [...(allowedHosts ?? []), ...(config.world ? hostsOf(config.world) : [])],
    tls,
    describe: config.world && describeWorld(config.world),
    state,
    metrics,
    greeting,
  });
  const graphUrl = await mock.listen();
  const ca = mock.ca();
  const caFile = tls && ca !== undefined ? writeCa(tls.caFile, ca) : undefined;
  facts = mockFacts(graphUrl, mock.world.credentials, webhook, seed, caFile);
  if (webhook) await mock.deliverTo({ url: webhook, timeoutMs: DELIVERY_TIMEOUT_MS });
  return {
    facts,
    mock,
    async verifyWebhook() {
      if (!webhook) return undefined;
      const result = await mock.handshake('right-token');
      if (result.status === 200 && result.echoed) return 'verified';
      return result.problem ?? (result.status === 200 ? 'HTTP 200 without the challenge' : `HTTP ${result.status}`);
    },
  };
}
