/**
 * Waits until the subject answers the verification handshake. A closed port or a 5xx is a subject that is still
 * starting; any other wrong answer that stays for a while is a subject that cannot be verified.
 */
import { type Clock, sleep } from '../core/clock.js';
import { formatDuration } from '../core/durations.js';
import type { HandshakeResult } from '../mock-server/webhooks/handshake.js';
import type { Subject } from './subject.js';
import { SubjectError } from './subject-error.js';

export interface ReadinessOptions {
  readonly clock: Clock;
  readonly webhookUrl: URL;
  readonly shake: () => Promise<HandshakeResult>;
  readonly readyWithinMs: number;
  /** Absent: the subject was running already. */
  readonly subject: Subject | undefined;
  readonly logFile: string | undefined;
  readonly signal: AbortSignal;
}

const RETRY_MS = 100;
/** A subject that answers, but wrongly, may still be wiring itself up; only so long. */
const WRONG_ANSWER_PATIENCE_MS = 3_000;

function describe(result: HandshakeResult | undefined): string {
  if (result?.status === undefined) return result?.problem ?? 'no answer';
  return result.status === 200 ? 'HTTP 200, but the body was not the challenge' : `HTTP ${result.status}`;
}

function describeExit({ code, signal }: { code: number | null; signal: string | null }): string {
  return signal ? `was ended by ${signal}` : `exited with code ${code}`;
}

/** False when the wait was aborted. @throws SubjectError when it exits, stays silent or answers wrongly. */
export async function waitUntilReady(options: ReadinessOptions): Promise<boolean> {
  const { clock, webhookUrl, shake, readyWithinMs, subject, logFile, signal } = options;
  const startedAt = clock.now();
  const aborted = whenAborted(signal);
  const fail = (message: string) => new SubjectError(message, subject?.lastLines(), logFile);
  let answeredWrongSince: number | undefined;
  let last: HandshakeResult | undefined;

  while (!signal.aborted) {
    last = await Promise.race([shake(), aborted]);
    if (!last) return false;
    const exit = subject?.exit();
    if (exit) throw fail(`the subject ${describeExit(exit)} before it answered at ${webhookUrl}`);
    if (last.status === 200 && last.echoed) return true;
    const isStarting = last.status === undefined || last.status >= 500;
    answeredWrongSince = isStarting ? undefined : (answeredWrongSince ?? clock.now());
    const wrongForMs = answeredWrongSince === undefined ? 0 : clock.now() - answeredWrongSince;
    if (wrongForMs > WRONG_ANSWER_PATIENCE_MS || clock.now() - startedAt > readyWithinMs) break;
    await sleep(clock, RETRY_MS, signal);
  }
  if (signal.aborted) return false;
  if (last?.status === undefined)
    throw fail(
      `nothing answered at ${webhookUrl} within ${formatDuration(readyWithinMs)} (${describe(last)}); ` +
        'the subject must listen on the port given in PORT, on 127.0.0.1 or on all interfaces',
    );
  throw fail(
    `the subject did not pass the verification handshake at ${webhookUrl} (${describe(last)}); ` +
      'it must answer GET with HTTP 200 and the value of hub.challenge when hub.verify_token is VERIFY_TOKEN',
  );
}

const whenAborted = (signal: AbortSignal) =>
  new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
