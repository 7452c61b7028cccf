/**
 * The verification handshake: `GET <url>?hub.mode=subscribe&hub.challenge=…&hub.verify_token=…`. Verified is an HTTP
 * 200 whose body is exactly the challenge (Meta docs, "Create a webhook endpoint").
 */
import { Agent, request } from 'undici';
import type { Clock } from '../../core/clock.js';
import type { HandshakeAnswered } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import { guardedConnect } from './guarded-connect.js';
import { describeSocketProblem } from './socket-problem.js';
import type { TargetGuard } from './target-guard.js';
import type { TargetTls } from './target-tls.js';

export type HandshakeResult = Omit<HandshakeAnswered, 'kind'>;

export interface HandshakeOptions {
  readonly clock: Clock;
  readonly url: URL;
  readonly probe: HandshakeAnswered['probe'];
  readonly verifyToken: string;
  readonly random: Random;
  /** One capture of Meta's handshake gave up after 6 s. */
  readonly timeoutMs?: number;
  /** Which addresses may be called; absent: all. */
  readonly guard?: TargetGuard | undefined;
  readonly tls?: TargetTls | undefined;
}

/** A handshake with what was said in it. */
export interface Handshake {
  readonly result: HandshakeResult;
  readonly challenge: string;
  /** The answer's body, as far as it was read. */
  readonly answer: string;
}

const TIMEOUT_MS = 6_000;
const LONGEST_ANSWER = 4_096;
/** An echo of ten digits needs no more; who sends them one by one, each within the timeout, is not waited for. */
const MOST_PIECES = 16;

function handshakeUrl({ url, probe, verifyToken }: HandshakeOptions, challenge: string): URL {
  const target = new URL(url);
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  if (probe === 'right-token') target.searchParams.set('hub.verify_token', verifyToken);
  if (probe === 'wrong-token') target.searchParams.set('hub.verify_token', `not-${verifyToken}`);
  return target;
}

/** Performs the handshake; a failure is a result as well. */
export async function shakeHands(options: HandshakeOptions): Promise<Handshake> {
  const { clock, url, probe, random, timeoutMs = TIMEOUT_MS, guard, tls } = options;
  const challenge = String(random.integer(1_000_000_000, 2_000_000_000));
  const startedAt = clock.now();
  const elapsed = () => Math.round(clock.now() - startedAt);
  const dispatcher = guard && new Agent({ connect: guardedConnect({ guard, url, tls }, timeoutMs) });
  let answer = '';
  try {
    const { statusCode, body } = await request(handshakeUrl(options, challenge), {
      headers: { Accept: '*/*', 'User-Agent': 'facebookplatform/1.0 (+http://developers.facebook.com)' },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      ...(dispatcher && { dispatcher }),
    });
    let pieces = 0;
    for await (const chunk of body) {
      answer += String(chunk);
      if (answer.length > LONGEST_ANSWER || ++pieces >= MOST_PIECES) break;
    }
    const result = { probe, status: statusCode, echoed: answer === challenge, ms: elapsed() };
    return { result, challenge, answer };
  } catch (error) {
    const result = { probe, echoed: false, ms: elapsed(), problem: describeSocketProblem(error) };
    return { result, challenge, answer };
  } finally {
    await dispatcher?.destroy();
  }
}

export async function performHandshake(options: HandshakeOptions): Promise<HandshakeResult> {
  return (await shakeHands(options)).result;
}
