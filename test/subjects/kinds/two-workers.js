// Two processes that share nothing, as behind a balancer: each has half of the users, and queues, journal, breaker and token of its
// own. A front hands every POST to both, and has acknowledged it when both have.
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { createCampaigns } from '../parts/campaign.js';
import { startSubject } from '../reference.js';

const WORKERS = 2;
const UP_WITHIN_MS = 10_000;
const CALL_LIMIT_MS = 8_000;
const { env } = process;

const halfOf = (user) => [...user].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % WORKERS;

/** Works for the users of one half, and lets the others be. */
function work(half) {
  startSubject({
    deduplicate: async ({ id, userId, from }, journal) => halfOf(userId ?? from) === half && journal.claim(id),
    createCampaigns(deps) {
      const campaigns = createCampaigns(deps);
      const own = (recipients) => recipients.filter((user) => halfOf(user) === half);
      return { ...campaigns, start: (asked) => campaigns.start({ ...asked, recipients: own(asked.recipients) }) };
    },
  });
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createSocketServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function startWorker(half) {
  const port = await freePort();
  const stateDir = join(env.WAPROOF_STATE_DIR, String(half));
  const child = fork(process.argv[1], {
    env: { ...env, HALF: String(half), PORT: String(port), WAPROOF_STATE_DIR: stateDir },
  });
  child.on('exit', () => process.exit(1));
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 128 });
  const upBy = Date.now() + UP_WITHIN_MS;
  for (;;) {
    const answer = await pool.request({ method: 'GET', path: '/' }).catch(() => undefined);
    await answer?.body.dump();
    if (answer) return { child, pool };
    if (Date.now() > upBy) throw new Error(`worker ${half} is not up`);
    await sleep(50);
  }
}

async function pass({ pool }, { method, url, headers }, body) {
  const answer = await pool.request({
    method,
    path: url,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => /^(content-type|x-hub)/.test(name))),
    ...(body.length > 0 && { body }),
    headersTimeout: CALL_LIMIT_MS,
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}

async function lead() {
  const workers = await Promise.all(Array.from({ length: WORKERS }, (_, half) => startWorker(half)));
  const server = createServer(async (request, response) => {
    try {
      const body = Buffer.concat(await request.toArray());
      const answers = await Promise.all(workers.map((worker) => pass(worker, request, body)));
      const { status, text } = answers.reduce((worst, answer) => (answer.status > worst.status ? answer : worst));
      response.writeHead(status).end(text);
    } catch (error) {
      console.error(error);
      response.writeHead(503).end();
    }
  });
  server.listen(Number(env.PORT), '127.0.0.1');
  process.once('SIGTERM', () => {
    for (const { child } of workers) child.removeAllListeners('exit').kill('SIGTERM');
    process.exit(0);
  });
}

if (env.HALF === undefined) await lead();
else work(Number(env.HALF));
