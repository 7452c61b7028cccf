/**
 * A support bot that stays correct when WhatsApp's Cloud API does not behave: it puts the parts together, goes on
 * with what a former process left, and stops cleanly. Each part is one file beside this one.
 */
import { createBreaker } from './breaker.js';
import { createCalls } from './calls.js';
import { readConfig } from './config.js';
import { createFreshness } from './freshness.js';
import { createGraph } from './graph.js';
import { createInbox } from './inbox.js';
import { createLanes } from './lanes.js';
import { openLedger } from './ledger.js';
import { log } from './log.js';
import { createMedia } from './media.js';
import { createPairRate } from './pair-rate.js';
import { createSender } from './sender.js';
import { createWebhookServer } from './server.js';
import { createToken } from './token.js';

/** How long calls in flight may take to end when the bot is asked to stop. */
const STOP_WITHIN_MS = 3_000;

const config = readConfig(process.env);
const ledger = openLedger(config.stateDirectory);
const graph = createGraph(config);
const calls = createCalls({ token: createToken(config), breaker: createBreaker() });
const freshness = createFreshness();
const sender = createSender({ graph, ledger, calls, freshness, pairs: createPairRate() });
const fetchFile = createMedia({ graph, calls });
const lanes = createLanes({
  prepare: ({ message }) => (message.mediaId ? fetchFile(message.mediaId) : undefined),
  handle: sender.answer,
});
const inbox = createInbox({ ledger, freshness, openJobsLimit: config.openJobsLimit, work: lanes.add });
const server = createWebhookServer({ ...config, receive: inbox.receive });

/** Takes nothing in and begins nothing; what is not finished stays in the ledger for the next start. */
async function stop() {
  server.close();
  const patience = new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS));
  await Promise.race([graph.close(), patience]);
  log('bot.stopped', { unfinished: ledger.open() });
  process.exit(0);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

server.listen(config.port, '127.0.0.1', () => {
  const unfinished = ledger.unfinished();
  log('bot.started', { port: config.port, unfinished: unfinished.length });
  for (const job of unfinished) lanes.add(job);
});
