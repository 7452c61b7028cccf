/**
 * A soak: very many messages to an integration that fails half of all deliveries. In the end it must have taken every
 * one of them, once; the memory that this takes must level off. Retries of days pass in no time: the clock is moved.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../core/clock.js';
import { createHistoryWriter } from '../core/history-writer.js';
import { createRandom } from '../core/random.js';
import { createRecorder } from '../core/recorder.js';
import { createMetrics } from '../metrics/create-metrics.js';
import { createMock } from '../mock-server/mock.js';
import { benchHeader } from './bench-header.js';
import { benchRules } from './bench-rules.js';
import { startChild } from './child.js';
import { heldBytes } from './held-bytes.js';

/** What the receiver saw. */
interface Seen {
  readonly posts: number;
  readonly failures: number;
  /** Messages that it took, and posts of messages that it had taken already. */
  readonly taken: number;
  readonly again: number;
}

export interface SoakResult extends Seen {
  readonly messages: number;
  readonly seconds: number;
  /** Heap and buffers that are in use after each tenth, in MB. */
  readonly heldMb: readonly number[];
  /** Most resident memory, in MB. */
  readonly peakRssMb: number;
}

/** Longer than the retry schedule of a delivery. */
const ALL_RETRIES_MS = 8 * 86_400_000;
const TENTHS = 10;

export async function benchSoak(messages: number): Promise<SoakResult> {
  const receiver = await startChild('flaky-receiver.js');
  const clock = createSystemClock();
  const recorder = createRecorder(clock);
  const metrics = createMetrics();
  recorder.subscribe(metrics.observe);
  const folder = mkdtempSync(join(tmpdir(), 'waproof-bench-'));
  const history = createHistoryWriter(join(folder, 'history.ndjson'), benchHeader(clock), clock);
  recorder.subscribe(history.write);
  const random = createRandom(1);
  const mock = createMock({ clock, recorder, random, metrics, host: '127.0.0.1', port: 0, rules: benchRules });
  await mock.deliverTo({ url: new URL('/webhook', receiver.url), timeoutMs: 10_000 });
  const content = { type: 'text', text: { body: 'Hello, where is my order?' } };
  const heldMb: number[] = [];
  const startedAt = performance.now();
  for (let tenth = 1, written = 0; tenth <= TENTHS; tenth++) {
    for (; written < (messages * tenth) / TENTHS; written++)
      mock.write({ user: `1555${1_000_000 + (written % 50_000)}`, name: 'Ana Vale', content });
    await mock.clock.advance(ALL_RETRIES_MS);
    heldMb.push(Math.round(heldBytes() / 1e6));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const seen = await receiver.ask<Seen>('seen');
  await mock.close();
  history.close();
  rmSync(folder, { recursive: true, force: true });
  await receiver.stop();
  const peakRssMb = Math.round((process.resourceUsage().maxRSS * 1_024) / 1e6);
  return { ...seen, messages, seconds, heldMb, peakRssMb };
}
