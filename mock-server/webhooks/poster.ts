/**
 * Posts bodies to one webhook URL over a bounded pool of kept-alive connections. Redirects are not followed, and of
 * the answer's body only the first 64 KiB are read.
 */
import { Pool } from 'undici';
import type { Clock } from '../../core/clock.js';
import { describeSocketProblem } from './socket-problem.js';

export interface PostResult {
  readonly status?: number | undefined;
  readonly problem?: string | undefined;
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
    // The dispatcher's own interface: `pool.request` would build a stream for each answer that nobody reads.
    post: (body, headers) =>
      new Promise((resolve) => {
        const startedAt = clock.now();
        let status: number | undefined;
        let read = 0;
        const finish = (problem?: string) =>
          resolve({ status: problem === undefined ? status : undefined, problem, ms: clock.now() - startedAt });
        pool.dispatch(
          { path, method: 'POST', body, headers },
          {
            onRequestStart() {},
            onResponseStart(_controller, statusCode) {
              status = statusCode;
            },
            onResponseData(controller, chunk) {
              read += chunk.length;
              if (read <= ANSWER_READ_BYTES) return;
              // The answer is in; what else it has to say is not waited for.
              finish();
              controller.abort(new Error('answer longer than is read'));
            },
            onResponseEnd: () => finish(),
            onResponseError: (_controller, error) => finish(describeSocketProblem(error)),
          },
        );
      }),
    close: () => pool.destroy(),
  };
}
