/**
 * Posts bodies to one webhook URL over a bounded pool of kept-alive connections. Redirects are not followed, and of
 * the answer's body only the first 64 KiB are read.
 */
import { Pool } from 'undici';
import type { Clock } from '../../core/clock.js';
import { describeSocketProblem } from './socket-problem.js';

export interface PostResult {
  readonly status?: number;
  readonly problem?: string;
  readonly ms: number;
}

export interface Poster {
  post(body: Buffer, headers: Readonly<Record<string, string>>): Promise<PostResult>;
  close(): Promise<void>;
}

export interface PosterOptions {
  readonly clock: Clock;
  readonly url: URL;
  /** Both for the answer's headers and for its body. */
  readonly timeoutMs: number;
  readonly connections: number;
}

const ANSWER_READ_BYTES = 64 * 1_024;

export function createPoster({ clock, url, timeoutMs, connections }: PosterOptions): Poster {
  const pool = new Pool(url.origin, {
    connections,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connectTimeout: Math.min(timeoutMs, 10_000),
  });
  const path = url.pathname + url.search;
  return {
    async post(body, headers) {
      const startedAt = clock.now();
      try {
        const answer = await pool.request({ path, method: 'POST', body, headers });
        await answer.body.dump({ limit: ANSWER_READ_BYTES });
        return { status: answer.statusCode, ms: clock.now() - startedAt };
      } catch (error) {
        return { problem: describeSocketProblem(error), ms: clock.now() - startedAt };
      }
    },
    close: () => pool.destroy(),
  };
}
