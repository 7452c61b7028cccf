/**
 * What a browser asks before it lets a page call another host: Graph lets every page call it (`Access-Control-Allow-Origin:
 * *` on every answer is recorded; the answer to the question itself is assumed).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readHeader } from './read-body.js';

export const isPreflight = (request: IncomingMessage): boolean =>
  request.method === 'OPTIONS' && readHeader(request, 'access-control-request-method') !== undefined;

export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, [
    'Access-Control-Allow-Origin',
    '*',
    'Access-Control-Allow-Methods',
    'GET, HEAD, POST, DELETE, OPTIONS',
    'Access-Control-Allow-Headers',
    readHeader(request, 'access-control-request-headers') ?? '*',
    'Access-Control-Max-Age',
    '600',
    'Content-Length',
    '0',
  ]);
  response.end();
}
