/**
 * How exactly injected latency is met: the distance between what was drawn for a call and what it took, on a mock that is
 * called from another process at a moderate rate.
 */
import { Pool } from 'undici';
import { startChild } from './child.js';

export interface LatencyResult {
  readonly shape: string;
  readonly callsPerSecond: number;
  readonly calls: number;
  /** Of |actual − drawn|, in ms. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** How much too early the earliest answer was, in ms. */
  readonly earliest: number;
}

/** Shapes, and so many callers that each makes some hundred calls a second. */
const CASES = [
  { name: 'constant 20 ms', shape: { value: '20ms' }, callers: 10 },
  { name: 'uniform 5–100 ms', shape: { from: '5ms', to: '100ms' }, callers: 25 },
  { name: 'Meta, 100–500 ms', shape: { profile: 'meta' }, callers: 100 },
] as const;

const WARM_UP_SHARE = 0.2;

export async function* benchLatency(seconds: number): AsyncGenerator<LatencyResult> {
  let user = 15_550_000_000;
  for (const { name, shape, callers } of CASES) {
    const child = await startChild('latency-process.js', [JSON.stringify(shape)]);
    const pool = new Pool(child.url, { connections: callers, pipelining: 1 });
    const callUntil = async (endsAt: number) => {
      while (performance.now() < endsAt) {
        user++;
        const answer = await pool.request({
          path: '/v23.0/100000000000001/messages',
          method: 'POST',
          headers: { authorization: 'Bearer EAAwaproof', 'content-type': 'application/json' },
          body: JSON.stringify({ messaging_product: 'whatsapp', to: String(user), type: 'text', text: { body: 'hi' } }),
        });
        if (answer.statusCode !== 200) throw new Error(`refused: HTTP ${answer.statusCode}`);
        await answer.body.dump();
      }
    };
    const callFor = (share: number) => {
      const endsAt = performance.now() + seconds * share * 1_000;
      return Promise.all(Array.from({ length: callers }, () => callUntil(endsAt)));
    };
    await callFor(WARM_UP_SHARE);
    await child.ask('forget');
    const startedAt = performance.now();
    await callFor(1);
    const tookMs = performance.now() - startedAt;
    const figures = await child.ask<Omit<LatencyResult, 'shape' | 'callsPerSecond'>>('figures');
    await pool.close();
    await child.stop();
    yield { shape: name, callsPerSecond: (figures.calls * 1_000) / tookMs, ...figures };
  }
}
