/** Tokens of any kind for the conformance tests, made with the control API, and calls with them. */
import { expect } from 'vitest';
import type { GraphAnswer, ServedMock } from './served-mock.js';

export const NO_TOKEN = { authorization: undefined };
export type Json = Record<string, unknown>;

/** A command of the control API that makes something. */
export async function command(graph: ServedMock, path: string, body: Json): Promise<Json> {
  const answer = await graph.call(`/_waproof${path}`, { body, headers: NO_TOKEN });
  expect([answer.status, answer.text]).toEqual([expect.toBeOneOf([200, 201]), expect.any(String)]);
  return answer.json as Json;
}

export const makeToken = async (graph: ServedMock, wish: Json): Promise<string> =>
  String((await command(graph, '/tokens', wish)).token);

/** A call with a token: `GET /v23.0/me`. */
export function callWith(graph: ServedMock, token: string, call: string, body?: unknown): Promise<GraphAnswer> {
  const [method = 'GET', path = '/'] = call.split(' ');
  return graph.call(path, { method, body, headers: { authorization: `Bearer ${token}` } });
}

export const errorOf = ({ json }: GraphAnswer): Json => (json as { error?: Json }).error ?? {};
