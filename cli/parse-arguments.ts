/**
 * Arguments whose form yargs cannot check: what was received, what is accepted. Numbers come as text, so that a message
 * can say what was written.
 */
import { parseDuration } from '../core/durations.js';
import { UsageError } from '../core/usage-error.js';

const LARGEST_PORT = 65_535;
const LARGEST_SEED = 2 ** 31 - 1;
const MOST_JOBS = 64;

/** @throws UsageError unless it is an http or https URL. */
export function parseWebhookUrl(text: string): URL {
  const accepted = 'expected an http or https URL such as http://127.0.0.1:3000/webhook';
  if (!URL.canParse(text)) throw new UsageError(`--webhook ${text} is no URL: ${accepted}`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UsageError(`--webhook ${text} has the scheme ${url.protocol.slice(0, -1)}: ${accepted}`);
  return url;
}

/** @throws UsageError unless each is a host name or an address, without scheme and port. */
export function parseHosts(flag: string, hosts: readonly string[]): readonly string[] {
  for (const host of hosts) {
    const text = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
    const address = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`) : undefined;
    if (address?.host !== text.toLowerCase())
      throw new UsageError(
        `--${flag} ${host} is no host: expected a name or an address such as app.example or 10.0.0.7`,
      );
  }
  return hosts;
}

/** @throws UsageError unless it is a whole number from 0 to 65535. */
export function parsePort(text: string): number {
  if (isWholeNumber(text, LARGEST_PORT)) return Number(text);
  throw new UsageError(`--port ${text} is no port: expected a whole number from 0 to ${LARGEST_PORT}`);
}

/** @throws UsageError unless it is a whole number from 0 to 2³¹ − 1. */
export function parseSeed(text: string): number {
  if (isWholeNumber(text, LARGEST_SEED)) return Number(text);
  throw new UsageError(`--seed ${text} is no seed: expected a whole number from 0 to ${LARGEST_SEED}`);
}

/** @throws UsageError unless it is a whole number from 1 to 64. */
export function parseJobs(text: string): number {
  if (isWholeNumber(text, MOST_JOBS) && Number(text) > 0) return Number(text);
  throw new UsageError(`--jobs ${text} is no number of jobs: expected a whole number from 1 to ${MOST_JOBS}`);
}

const isWholeNumber = (text: string, largest: number) => /^\d{1,10}$/.test(text) && Number(text) <= largest;

/** @throws UsageError unless it is a duration such as 5s. */
export function parseDurationFlag(flag: string, text: string): number {
  const ms = text === '0' ? 0 : parseDuration(text);
  if (ms !== undefined) return ms;
  throw new UsageError(`--${flag} ${text} is no duration: expected one such as 500ms, 5s, 2m`);
}
