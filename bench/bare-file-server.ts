/** The bound of media: a bare `node:http` server that pipes what is posted to a file, and the file back. */
import { createReadStream, createWriteStream, mkdtempSync, rmSync, unlink } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { answerParent } from './answer-parent.js';

const folder = mkdtempSync(join(tmpdir(), 'waproof-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let nextId = 1;

const server = createServer((request, response) => {
  const given = join(folder, basename(request.url ?? ''));
  if (request.method === 'GET') return void pipeline(createReadStream(given), response);
  if (request.method === 'DELETE') return unlink(given, () => response.end());
  const id = String(nextId++);
  void pipeline(request, createWriteStream(join(folder, id))).then(() => response.end(`{"id":"${id}"}`));
});
server.listen(0, '127.0.0.1', () => answerParent(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
