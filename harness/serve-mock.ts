/** A mock by itself, as `waproof mock` and tests use it: with metrics, and optionally a webhook to deliver to. */
import type { Clock } from '../core/clock.js';
import { createRandom } from '../core/random.js';
import { createRecorder } from '../core/recorder.js';
import { createMetrics } from '../metrics/create-metrics.js';
import { createMock, type Mock } from '../mock-server/mock.js';
import type { Config } from './config.js';
import { describeMock, type MockFacts, mockFacts } from './mock-facts.js';

export interface ServeOptions {
  readonly clock: Clock;
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly config: Config;
  readonly webhook?: URL | undefined;
  /** Hosts that webhooks may go to besides loopback and that of `webhook`. */
  readonly allowedHosts?: readonly string[] | undefined;
}

export interface ServedMock {
  readonly facts: MockFacts;
  /** Undefined without a webhook; otherwise what is wrong with its handshake, or `verified`. */
  verifyWebhook(): Promise<string | undefined>;
  readonly mock: Mock;
}

const DELIVERY_TIMEOUT_MS = 20_000;

/** @throws UsageError when the port is taken. */
export async function serveMock(options: ServeOptions): Promise<ServedMock> {
  const { clock, host, port, seed, config, webhook, allowedHosts } = options;
  const recorder = createRecorder(clock);
  const metrics = createMetrics();
  recorder.subscribe(metrics.observe);
  let facts: MockFacts | undefined;
  const greeting = () => (facts ? describeMock(facts) : '');
  const random = createRandom(seed);
  const credentials = config.mock;
  const mock = createMock({ clock, recorder, random, host, port, credentials, allowedHosts, metrics, greeting });
  facts = mockFacts(await mock.listen(), mock.world.credentials, webhook, seed);
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
