/**
 * The verification handshake: `GET <url>?hub.mode=subscribe&hub.challenge=…&hub.verify_token=…`. Verified is an HTTP
 * 200 whose body is exactly the challenge (Meta docs, "Create a webhook endpoint").
 */
import { request } from 'undici';
import type { Clock } from '../../core/clock.js';
import type { HandshakeAnswered } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import { describeSocketProblem } from './socket-problem.js';

export type HandshakeResult = Omit<HandshakeAnswered, 'kind'>;

export interface HandshakeOptions {
  readonly clock: Clock;
  readonly url: URL;
  readonly probe: HandshakeAnswered['probe'];
  readonly verifyToken: string;
  readonly random: Random;
  /** One capture of Meta's handshake gave up after 6 s. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 6_000;
const LONGEST_ANSWER = 4_096;

function handshakeUrl({ url, probe, verifyToken }: HandshakeOptions, challenge: string): URL {
  const target = new URL(url);
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  if (probe === 'right-token') target.searchParams.set('hub.verify_token', verifyToken);
  if (probe === 'wrong-token') target.searchParams.set('hub.verify_token', `not-${verifyToken}`);
  return target;
}

export async function performHandshake(options: HandshakeOptions): Promise<HandshakeResult> {
  const { clock, probe, random, timeoutMs = TIMEOUT_MS } = options;
  const challenge = String(random.integer(1_000_000_000, 2_000_000_000));
  const startedAt = clock.now();
  const elapsed = () => Math.round(clock.now() - startedAt);
  try {
    const answer = await request(handshakeUrl(options, challenge), {
      headers: { Accept: '*/*', 'User-Agent': 'facebookplatform/1.0 (+http://developers.facebook.com)' },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    let body = '';
    for await (const chunk of answer.body) {
      body += String(chunk);
      if (body.length > LONGEST_ANSWER) break;
    }
    return { probe, status: answer.statusCode, echoed: body === challenge, ms: elapsed() };
  } catch (error) {
    return { probe, echoed: false, ms: elapsed(), problem: describeSocketProblem(error) };
  }
}
