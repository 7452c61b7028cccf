import { describe, expect, test } from 'vitest';
import { parseDurationFlag, parseHosts, parsePort, parseSeed, parseWebhookUrl } from '../../../cli/parse-arguments.js';
import { UsageError } from '../../../core/usage-error.js';

/** The words with which a text is refused. */
function refusal(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('--webhook', () => {
  test.each(['http://127.0.0.1:3000/webhook', 'https://bot.example.com/hooks?tenant=7', 'http://[::1]:3000/'])(
    '%s is taken as it is',
    (text) => {
      expect(parseWebhookUrl(text).href).toBe(text);
    },
  );

  test.each([
    ['3000', '--webhook 3000 is no URL: expected an http or https URL such as http://127.0.0.1:3000/webhook'],
    ['', '--webhook  is no URL: expected an http or https URL such as http://127.0.0.1:3000/webhook'],
    [
      'ftp://x.y/z',
      '--webhook ftp://x.y/z has the scheme ftp: expected an http or https URL such as http://127.0.0.1:3000/webhook',
    ],
    [
      'localhost:3000/webhook',
      '--webhook localhost:3000/webhook has the scheme localhost: expected an http or https URL such as http://127.0.0.1:3000/webhook',
    ],
  ])('%j is refused', (text, words) => {
    expect(refusal(() => parseWebhookUrl(text))).toBe(words);
  });
});

describe('hosts', () => {
  test.each(['app.example', 'App.Example', 'subject', '10.0.0.7', '::1', '[fd00::7]'])('%s is one', (host) => {
    expect(parseHosts('allow-webhook-host', [host])).toEqual([host]);
  });

  test.each(['http://app.example', 'app.example:3000', 'app.example/webhook', 'a b', '', '10.0.0.999'])(
    '%j is none',
    (host) => {
      expect(refusal(() => parseHosts('allow-webhook-host', ['fine', host]))).toBe(
        `--allow-webhook-host ${host} is no host: expected a name or an address such as app.example or 10.0.0.7`,
      );
    },
  );
});

describe('--port and --seed', () => {
  test('take whole numbers up to their limits', () => {
    expect(['0', '4004', '65535'].map(parsePort)).toEqual([0, 4_004, 65_535]);
    expect(['0', '7', '2147483647'].map(parseSeed)).toEqual([0, 7, 2_147_483_647]);
  });

  test.each(['65536', '-1', '80.5', 'http', '', '0x50', '1e3', ' 80', 'NaN'])('--port %s is refused', (text) => {
    expect(refusal(() => parsePort(text))).toBe(`--port ${text} is no port: expected a whole number from 0 to 65535`);
  });

  test.each(['2147483648', '-1', '1.5', 'seven', '', '99999999999'])('--seed %s is refused', (text) => {
    expect(refusal(() => parseSeed(text))).toBe(
      `--seed ${text} is no seed: expected a whole number from 0 to 2147483647`,
    );
  });
});

describe('durations', () => {
  test.each([
    ['0', 0],
    ['500ms', 500],
    ['5s', 5_000],
    ['2m', 120_000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDurationFlag('linger', text)).toBe(ms);
  });

  test.each(['5', 'soon', '', '-5s'])('%j is refused', (text) => {
    expect(refusal(() => parseDurationFlag('linger', text))).toBe(
      `--linger ${text} is no duration: expected one such as 500ms, 5s, 2m`,
    );
  });
});
