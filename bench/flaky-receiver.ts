/**
 * A webhook receiver that fails half of all deliveries: of each message none, one, two … up to five posts, each number
 * half as often as the one before, and then takes it. Counts what it took, and what came again although it was taken.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './answer-parent.js';

const MOST_FAILURES = 5;
/** Posts that failed so far, by message; once taken it is out of here. */
const failed = new Map<string, number>();
const taken = new Set<string>();
const seen = { posts: 0, failures: 0, taken: 0, again: 0 };

/** The number of leading zero bits of a hash is distributed as is wanted. */
function failuresOf(message: string): number {
  const [first = 0] = createHash('sha1').update(message).digest();
  return Math.min(Math.clz32(first) - 24, MOST_FAILURES);
}

const messageIn = (body: string): string => /"id":"(wamid[^"]+)"/.exec(body)?.[1] ?? '';

function judge(message: string): 200 | 500 {
  seen.posts++;
  if (taken.has(message)) {
    seen.again++;
    return 200;
  }
  const before = failed.get(message) ?? 0;
  if (before < failuresOf(message)) {
    failed.set(message, before + 1);
    seen.failures++;
    return 500;
  }
  failed.delete(message);
  taken.add(message);
  seen.taken++;
  return 200;
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => response.writeHead(judge(messageIn(body)), { 'Content-Length': 0 }).end());
});
server.listen(0, '127.0.0.1', () =>
  answerParent(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { seen: () => seen }),
);
