/** Posts one trigger to the subject, bounded in time; what it answers is counted and not read. */
import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { FilledTrigger } from './campaign.js';

export interface TriggerAnswer {
  /** Absent when no answer came. */
  readonly status?: number;
  /** `timeout`, `refused`, `reset` or the error's own words. */
  readonly problem?: string;
}

export interface TriggerPost {
  readonly answer: Promise<TriggerAnswer>;
  /** Gives it up. */
  cancel(): void;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
};

/** @param origin host and port of the subject's webhook. @param timeoutMs without a sign of life. */
export function postTrigger(origin: string, trigger: FilledTrigger, timeoutMs: number): TriggerPost {
  const url = new URL(trigger.path, origin);
  let cancel: () => void = () => {};
  const answer = new Promise<TriggerAnswer>((resolve) => {
    const { method, headers, body } = trigger;
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const call: ClientRequest = send(url, {
      method,
      headers: { ...headers, ...length },
      agent: false,
      timeout: timeoutMs,
    });
    cancel = () => {
      resolve({ problem: 'given up: the run ended' });
      call.destroy();
    };
    call.once('timeout', () => {
      resolve({ problem: 'timeout' });
      call.destroy();
    });
    call.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ problem: PROBLEMS[error.code ?? ''] ?? error.message }),
    );
    call.once('response', (response) => {
      response.resume();
      response.once('error', () => resolve({ problem: 'reset' }));
      response.once('close', () =>
        resolve(response.complete ? { status: response.statusCode ?? 0 } : { problem: 'reset' }),
      );
    });
    call.end(body);
  });
  return { answer, cancel: () => cancel() };
}
