/**
 * Webhook dispatch: messages that users write, from payload and signature to the answered delivery and its
 * observations in a history file, against a bare `undici.Pool` loop that posts the same bytes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { createSystemClock } from '../core/clock.js';
import { createHistoryWriter } from '../core/history-writer.js';
import { waId, wamid } from '../core/ids.js';
import { createRandom } from '../core/random.js';
import { createRecorder } from '../core/recorder.js';
import { createMock } from '../mock-server/mock.js';
import { createPayloads } from '../mock-server/webhooks/payloads.js';
import { createWorld, defaultCredentials } from '../mock-server/world/world.js';
import { benchHeader } from './bench-header.js';
import { benchRules } from './bench-rules.js';
import { startChild } from './child.js';
import { type Pair, type Ratio, summarise } from './rounds.js';

/** As many as the mock opens to one target. */
const CONNECTIONS = 128;
const text = 'Hello, where is my order #K7Q2-000123? I ordered it a week ago.';

const sampleBody = () =>
  createPayloads(createWorld(defaultCredentials, createRandom(1))).message({
    phoneNumberId: defaultCredentials.phoneNumberId,
    user: waId('15557770001'),
    name: 'Ana Vale',
    message: wamid('wamid.HBgLMTU1NTc3NzAwMDEVAgASGBQzQUU2Njc2OEEyN0Q3NkEwNEExRgA='),
    content: { type: 'text', text: { body: text } },
    writtenAt: 1_760_000_000_000,
  });

async function bareLoop(url: string, posts: number): Promise<number> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  const body = sampleBody();
  const headers = {
    'Content-Type': 'application/json',
    Accept: '*/*',
    'User-Agent': 'facebookexternalua',
    'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}`,
    'X-Hub-Signature': `sha1=${'0'.repeat(40)}`,
  };
  let left = posts;
  const worker = async () => {
    while (left-- > 0) {
      const answer = await pool.request({ path: '/webhook', method: 'POST', body, headers });
      await answer.body.dump();
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const elapsedMs = performance.now() - startedAt;
  await pool.close();
  return (posts * 1_000) / elapsedMs;
}

async function dispatch(url: string, posts: number): Promise<number> {
  const clock = createSystemClock();
  const recorder = createRecorder(clock);
  const folder = mkdtempSync(join(tmpdir(), 'waproof-bench-'));
  const history = createHistoryWriter(join(folder, 'history.ndjson'), benchHeader(clock), clock);
  recorder.subscribe(history.write);
  const mock = createMock({ clock, recorder, random: createRandom(1), host: '127.0.0.1', port: 0, rules: benchRules });
  await mock.deliverTo({ url: new URL('/webhook', url), timeoutMs: 10_000 });
  const content = { type: 'text', text: { body: text } };
  let written = 0;
  let answered = 0;
  const writeNext = () => {
    if (written < posts) mock.write({ user: `1555${1_000_000 + (written++ % 5_000)}`, name: 'Ana Vale', content });
  };
  const startedAt = performance.now();
  await new Promise<void>((resolve) => {
    // As in the bare loop, an answer makes room for the next message.
    recorder.subscribe((observation) => {
      if (observation.kind !== 'webhook.answered' || observation.status !== 200) return;
      if (++answered === posts) resolve();
      else writeNext();
    });
    for (let i = 0; i < CONNECTIONS; i++) writeNext();
  });
  const elapsedMs = performance.now() - startedAt;
  await mock.close();
  history.close();
  rmSync(folder, { recursive: true, force: true });
  return (posts * 1_000) / elapsedMs;
}

export async function benchDispatch(rounds: number, posts: number): Promise<Ratio> {
  const receiver = await startChild('bare-receiver.js');
  await bareLoop(receiver.url, posts / 4);
  await dispatch(receiver.url, posts / 4);
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++)
    pairs.push({ bound: await bareLoop(receiver.url, posts), measured: await dispatch(receiver.url, posts) });
  await receiver.stop();
  return summarise(pairs);
}
