/** Numbers, instants and names as the sentences of a verdict write them. For people; nothing parses them. */
import { formatDuration } from '../core/durations.js';
import type { WaId, Wamid } from '../core/ids.js';

const MOST_LISTED = 8;

/** Instant of the run: 12140 → `12.1 s`. */
export const instant = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

export const instants = (times: readonly number[]) => listed(times.map(instant));

/** Length of time: `940 ms`, `1.31 s`; `never` for what did not end. */
export const span = (ms: number) => (Number.isFinite(ms) ? formatDuration(ms) : 'never');

/** `(obs 812, 840, 977)`: where in the history to look. */
export const cite = (ids: readonly number[]) => `(obs ${listed(ids.map(String))})`;

export const phone = (user: WaId) => `+${user}`;

/** The end of a wamid is what differs; the beginning is the same for all messages of a user. */
export const short = (message: Wamid) => (message.length <= 24 ? message : `wamid.…${message.slice(-12)}`);

/** 1 → `1 message`, 3 → `3 messages`, `3 deliveries`. */
export function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : noun.endsWith('ry') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

/** `was` or `were`, as the number wants it. */
export const were = (number: number) => (number === 1 ? 'was' : 'were');

/** 0.962 → `96.2 %`; never rounds up to a whole hundred. */
export function percent(share: number): string {
  const tenths = Math.round(share * 1_000);
  return share < 1 && tenths === 1_000 ? '99.9 %' : `${Number((tenths / 10).toFixed(1))} %`;
}

function listed(items: readonly string[]): string {
  if (items.length <= MOST_LISTED) return items.join(', ');
  return `${items.slice(0, MOST_LISTED).join(', ')} and ${items.length - MOST_LISTED} more`;
}
