/**
 * The access token. When Meta says that it is dead (code 190) no more calls are made until another one is in the file in
 * which new ones are put; then work goes on where it was. Nothing but a 190 does that: a passing 500 is no logout.
 */
import { readFileSync } from 'node:fs';
import { log } from './log.js';

const LOOK_EVERY_MS = 250;
/** What waited goes on spread over this time. */
const RELEASE_WITHIN_MS = 1_000;

/** @param {{ token: string, tokenFile?: string }} config the file wins: it is newer than the environment */
export function createToken({ token: initial, tokenFile }) {
  function read() {
    try {
      return readFileSync(tokenFile ?? '', 'utf8').trim() || undefined;
    } catch {
      return undefined;
    }
  }
  let current = read() ?? initial;
  let alive = true;
  /** @type {(() => void)[]} */
  let waiting = [];

  function look() {
    const next = read();
    if (next === undefined || next === current) return setTimeout(look, LOOK_EVERY_MS);
    current = next;
    alive = true;
    log('token.renewed', { waiting: waiting.length });
    for (const goOn of waiting) setTimeout(goOn, Math.random() * RELEASE_WITHIN_MS);
    waiting = [];
  }

  return {
    current: () => current,
    isAlive: () => alive,
    /** Resolves when there is a token that is not known to be dead. */
    ready: () => (alive ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    /** @param {string} used the token that was refused: by now there may be another */
    died(used) {
      if (!alive || used !== current) return;
      alive = false;
      log('token.dead', { alarm: 'put a new one into WHATSAPP_TOKEN_FILE' });
      look();
    },
  };
}
