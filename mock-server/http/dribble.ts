/** Slow answers: so many bytes a second, on the clock that is handed in, until all is out or the caller has gone. */
import type { ServerResponse } from 'node:http';
import { type Clock, sleep } from '../../core/clock.js';
import type { Rendered } from './render.js';

/** No answer takes longer: then the connection is closed in the middle. */
export const LONGEST_DRIBBLE_MS = 600_000;
/** So often, unless less than a byte came due since. */
const STEP_MS = 50;

const stepOf = (bytesPerSecond: number): number => Math.max(STEP_MS, 1_000 / bytesPerSecond);

/** Writes headers at once and the text slowly. @returns an end to it. */
export function dribbleText(
  clock: Clock,
  response: ServerResponse,
  { status, headers, text }: Rendered,
  bytesPerSecond: number,
): () => void {
  response.writeHead(status, headers);
  response.flushHeaders();
  const startedAt = clock.now();
  let written = 0;
  let cancel = () => {};
  const step = () => {
    const elapsedMs = clock.now() - startedAt;
    const due = Math.min(Math.floor((elapsedMs * bytesPerSecond) / 1_000), text.length);
    if (due > written) response.write(text.slice(written, due), 'latin1');
    written = due;
    if (written === text.length) response.end();
    else if (elapsedMs >= LONGEST_DRIBBLE_MS) response.destroy();
    else cancel = clock.schedule(stepOf(bytesPerSecond), step);
  };
  step();
  return () => cancel();
}

/** The same bytes, slowly. @param signal ends the waiting. @throws Error when it takes too long. */
export async function* dribbleBytes(
  clock: Clock,
  source: AsyncIterable<Uint8Array>,
  bytesPerSecond: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const startedAt = clock.now();
  let given = 0;
  for await (const chunk of source)
    for (let at = 0; at < chunk.length; ) {
      const elapsedMs = clock.now() - startedAt;
      if (signal.aborted || elapsedMs >= LONGEST_DRIBBLE_MS) throw new Error('the answer took too long');
      const due = Math.min(Math.floor((elapsedMs * bytesPerSecond) / 1_000) - given, chunk.length - at);
      if (due > 0) {
        yield chunk.subarray(at, at + due);
        at += due;
        given += due;
      } else await sleep(clock, stepOf(bytesPerSecond), signal);
    }
}
