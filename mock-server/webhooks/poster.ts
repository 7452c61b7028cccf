/**
 * Posts bodies to one origin over a bounded pool of kept-alive connections. Redirects are not followed, and of
 * the answer's body only the first 64 KiB are read.
 */
import { type Dispatcher, Pool } from 'undici';
import type { Clock } from '../../core/clock.js';
import { guardedConnect } from './guarded-connect.js';
import { describeSocketProblem } from './socket-problem.js';
import type { TargetGuard } from './target-guard.js';
import type { TargetTls } from './target-tls.js';

export interface PostResult {
  readonly status?: number | undefined;
  readonly problem?: string | undefined;
  readonly ms: number;
}

export interface Poster {
  /** @param path with its query; default: that of the URL. */
  post(body: Buffer, headers: Readonly<Record<string, string>>, path?: string): Promise<PostResult>;
  close(): Promise<void>;
}

export interface PosterOptions {
  readonly clock: Clock;
  readonly url: URL;
  /** Both for the answer's headers and for its body. */
  readonly timeoutMs: number;
  readonly connections: number;
  /** Which addresses may be called; absent: all. */
  readonly guard?: TargetGuard | undefined;
  readonly tls?: TargetTls | undefined;
}

const ANSWER_READ_BYTES = 64 * 1_024;
const LONGEST_CONNECT_MS = 10_000;

export function createPoster({ clock, url, timeoutMs, connections, guard, tls }: PosterOptions): Poster {
  const connectTimeout = Math.min(timeoutMs, LONGEST_CONNECT_MS);
  const pool = new Pool(url.origin, {
    connections,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connectTimeout,
    ...(guard && { connect: guardedConnect({ guard, url, tls }, connectTimeout) }),
  });
  const ownPath = url.pathname + url.search;
  return {
    // The dispatcher's own interface: `pool.request` would build a stream for each answer that nobody reads.
    post: (body, headers, path = ownPath) =>
      new Promise((resolve) => {
        pool.dispatch({ path, method: 'POST', body, headers }, new AnswerReader(clock, resolve));
      }),
    close: () => pool.destroy(),
  };
}

/** Follows one answer to its end. A class, because one is made for every delivery and its methods are not. */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #startedAt: number;
  #status: number | undefined;
  #readBytes = 0;

  constructor(
    readonly clock: Clock,
    readonly resolve: (result: PostResult) => void,
  ) {
    this.#startedAt = clock.now();
  }

  #finish(problem?: string): void {
    const status = problem === undefined ? this.#status : undefined;
    this.resolve({ status, problem, ms: this.clock.now() - this.#startedAt });
  }

  onRequestStart(): void {}

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#readBytes += chunk.length;
    if (this.#readBytes <= ANSWER_READ_BYTES) return;
    // The answer is in; what else it has to say is not waited for.
    this.#finish();
    controller.abort(new Error('answer longer than is read'));
  }

  onResponseEnd(): void {
    this.#finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(describeSocketProblem(error));
  }
}
