/**
 * The handshake that a callback must pass before it is accepted, and Meta's words when it does not: code 2200 with what
 * curl would say (seen in reports; the words for a wrong echo are assumed). Nothing is recorded of it but the Graph call
 * that asked for it: the harness judges a subject by its own probes only.
 */
import { STATUS_CODES } from 'node:http';
import type { Clock } from '../../core/clock.js';
import type { Random } from '../../core/random.js';
import { type GraphError, graphError } from '../errors/graph-error.js';
import type { Handshake } from './handshake.js';
import type { TargetGuard } from './target-guard.js';
import type { TargetTls } from './target-tls.js';

/** Gives the refusal, or `undefined` when the callback was verified. Never rejects. */
export type VerifyCallback = (url: string, verifyToken: string) => Promise<GraphError | undefined>;

export interface CallbackVerifierDeps {
  readonly clock: Clock;
  /** Draws the challenges. */
  readonly random: Random;
  readonly guard: TargetGuard;
  readonly tls?: TargetTls | undefined;
}

/** Of a wrong answer so much is quoted. */
const QUOTED = 100;

const refusal = (problems: string): GraphError =>
  graphError(2200, { message: `(#2200) Callback verification failed with the following errors: ${problems}` });

const curl = (code: number, words: string) => `curl_errno = ${code}; curl_error = ${words}; HTTP Status Code = 0`;

function describeProblem(problem: string, { hostname, port, protocol }: URL): string {
  switch (problem) {
    case 'timeout':
      return curl(28, 'Operation timed out');
    case 'refused':
      return curl(7, `Failed to connect to ${hostname} port ${port || (protocol === 'https:' ? 443 : 80)}`);
    case 'unknown host':
      return curl(6, `Could not resolve host: ${hostname}`);
    case 'reset':
      return curl(56, 'Connection reset by peer');
    default:
      return /certificate/i.test(problem) ? curl(60, `SSL certificate problem: ${problem}`) : curl(56, problem);
  }
}

function describeFailure({ result, challenge, answer }: Handshake, url: URL): string | undefined {
  const { status = 0, problem, echoed } = result;
  if (problem !== undefined) return describeProblem(problem, url);
  if (status !== 200) return `HTTP Status Code = ${status}; HTTP Message = ${STATUS_CODES[status] ?? 'Unknown'}`;
  return echoed
    ? undefined
    : `response does not match challenge, expected value = '${challenge}', received = '${answer.slice(0, QUOTED)}'`;
}

export function createCallbackVerifier({ clock, random, guard, tls }: CallbackVerifierDeps): VerifyCallback {
  return async (address, verifyToken) => {
    try {
      const url = new URL(address);
      // The HTTP client is loaded by whoever needs it.
      const { shakeHands } = await import('./handshake.js');
      const handshake = await shakeHands({ clock, url, probe: 'right-token', verifyToken, random, guard, tls });
      const failure = describeFailure(handshake, url);
      return failure === undefined ? undefined : refusal(failure);
    } catch (error) {
      return refusal(error instanceof Error ? error.message : String(error));
    }
  };
}
