/**
 * Whose message does an answer quote? Every message carries a token that no other message of the run contains, so a
 * subject that echoes what it was told shows which message it speaks of. Observations keep 200 characters of a text:
 * a token that comes later is not seen.
 */
import type { Inbound } from './inbound.js';

/** Shorter tokens could stand in an answer by accident. */
const SHORTEST_TOKEN = 4;

/** The messages whose tokens stand in `text`, in the order in which they stand there. */
export type TokenFinder = (text: string | undefined) => Inbound[];

export function createTokenFinder(messages: Iterable<Inbound>): TokenFinder {
  const byToken = new Map<string, Inbound>();
  const lengthsByFirst = new Map<number, Set<number>>();
  for (const inbound of messages) {
    const { token } = inbound.wrote;
    if (token === undefined || token.length < SHORTEST_TOKEN) continue;
    byToken.set(token, inbound);
    const first = token.charCodeAt(0);
    const lengths = lengthsByFirst.get(first);
    if (lengths) lengths.add(token.length);
    else lengthsByFirst.set(first, new Set([token.length]));
  }
  const lookups = new Map([...lengthsByFirst].map(([first, lengths]) => [first, [...lengths].sort((a, b) => b - a)]));

  function tokenAt(text: string, start: number): string | undefined {
    for (const length of lookups.get(text.charCodeAt(start)) ?? []) {
      const word = text.slice(start, start + length);
      // `#A-1` must not be found in `#A-10`.
      if (byToken.has(word) && !/[\p{L}\p{N}]/u.test(text.charAt(start + length))) return word;
    }
    return undefined;
  }

  return (text) => {
    const found: Inbound[] = [];
    if (!text || byToken.size === 0) return found;
    for (let i = 0; i < text.length; i++) {
      const token = tokenAt(text, i);
      const inbound = token === undefined ? undefined : byToken.get(token);
      if (inbound && !found.includes(inbound)) found.push(inbound);
      if (token !== undefined) i += token.length - 1;
    }
    return found;
  };
}
