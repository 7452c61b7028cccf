/** What the tests of the business side share: the ids that a fresh mock has, and calls that give only status and JSON. */
import { expect } from 'vitest';
import type { ServedMock } from './served-mock.js';

export const WABA = '200000000000001';
export const CLIENT_WABA = '210000000000001';
export const APP = '300000000000001';
export const PARTNER_APP = '310000000000001';
export const BUSINESS = '400000000000001';
export const CLIENT = '410000000000001';
export const SOLUTION = '740000000000001';
export const PREVERIFIED = '750000000000001';
export const CREDIT = '760000000000001';

export interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Calls {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  remove(path: string, body?: unknown): Promise<Answer>;
  /** Back to a fresh mock. */
  reset(): Promise<void>;
}

/** @param graph asked for at each call: tests start it after they are declared. */
export function callsOf(graph: () => ServedMock): Calls {
  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const { status, json } = await graph().call(`/v23.0/${path}`, { method, body });
    return { status, json: json as Answer['json'] };
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    remove: (path, body) => call('DELETE', path, body),
    async reset() {
      await graph().call('/_waproof/world', { body: {} });
    },
  };
}

/** An answer that refuses a parameter in these words. */
export const refused = (words: string) => ({
  status: 400,
  json: { error: { code: 100, type: 'OAuthException', message: expect.stringContaining(words) } },
});
