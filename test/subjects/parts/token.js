/**
 * The access token. When Meta says that it is dead (190) all calls stop until another one is in the file in which new ones
 * are put; nothing but a 190 does that.
 */
import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 250;
/** Those that waited go on spread over this time. */
const RELEASE_WITHIN_MS = 800;

/** @param {{ initial: string, file?: string }} source the file wins, as it outlives a restart */
export function createToken({ initial, file }) {
  const read = () => {
    try {
      return readFileSync(file ?? '', 'utf8').trim() || undefined;
    } catch {
      return undefined;
    }
  };
  let token = read() ?? initial;
  let isAlive = true;
  /** @type {(() => void)[]} */
  let waiting = [];

  function look() {
    const next = read();
    if (next === undefined || next === token) return setTimeout(look, LOOK_EVERY_MS);
    token = next;
    isAlive = true;
    console.log('a new access token is there');
    for (const go of waiting) setTimeout(go, Math.random() * RELEASE_WITHIN_MS);
    waiting = [];
  }

  return {
    isAlive: () => isAlive,
    current: () => token,
    /** Resolves when there is a token that is not known to be dead. */
    ready: () => (isAlive ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    /** @param {{ used: string, code?: number, status?: number }} outcome of a call */
    report({ used, code }) {
      if (code !== 190 || used !== token || !isAlive) return;
      isAlive = false;
      console.error('ALARM: the access token is dead; waiting for another one');
      look();
    },
  };
}
