import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../../core/usage-error.js';
import { type Config, defaultConfig } from '../../../harness/config.js';
import { readConfig } from '../../../harness/read-config.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waproof-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string): Config {
  const file = join(folder, 'waproof.yml');
  writeFileSync(file, text);
  return readConfig(file);
}

/** The problems of a file, one each. */
function problemsOf(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UsageError) return error.problems.length > 0 ? error.problems : [error.message];
    throw error;
  }
  throw new Error('the file is valid');
}

describe('a sound file', () => {
  test.each(['', '{}', 'subject: {}', 'mock: {}', '# nothing but a comment'])('%j gives the defaults', (text) => {
    expect(read(text)).toEqual(defaultConfig);
    expect(defaultConfig).toEqual({
      subject: { env: {}, webhookPath: '/webhook', readyWithin: 30_000, graphVersion: 'v23.0' },
      expects: {},
      mock: {},
    });
  });

  test('says everything that can be said', () => {
    expect(
      read(`
subject:
  exec: node bot.js
  env: { META_TOKEN: '\${WHATSAPP_TOKEN}' }
  webhookPath: /hooks/wa
  readyWithin: 5s
  graphVersion: v25.0
  campaign: { path: /send, headers: { X-Key: k }, body: 'to=\${recipients}' }
expects: { replies: 2, thinking: 3s, varied: true, campaign: false }
mock: { accessToken: mine, appSecret: s, verifyToken: v, phoneNumberId: '77', wabaId: '88' }
`),
    ).toEqual({
      subject: {
        exec: 'node bot.js',
        env: { META_TOKEN: `\${WHATSAPP_TOKEN}` },
        webhookPath: '/hooks/wa',
        readyWithin: 5_000,
        graphVersion: 'v25.0',
        campaign: { method: 'POST', path: '/send', headers: { 'X-Key': 'k' }, body: `to=\${recipients}` },
      },
      expects: { replies: 2, thinkingMs: 3_000, varied: true, campaign: false },
      mock: { accessToken: 'mine', appSecret: 's', verifyToken: 'v', phoneNumberId: '77', wabaId: '88' },
    });
  });
});

describe('a file with problems', () => {
  test('names every one of them, with the nearest known name', () => {
    const problems = problemsOf(`
subjct: {}
subject:
  webhokPath: /x
  readyWithin: soon
  webhookPath: hooks
mock: { phoneNumberId: abc, acessToken: x }
`);
    expect(problems.toSorted()).toEqual([
      '2:1  subjct: unknown key; accepted: subject, expects, mock, world; did you mean subject?',
      '4:3  subject.webhokPath: unknown key; accepted: exec, env, webhookPath, readyWithin, graphVersion, campaign; did you mean webhookPath?',
      '5:16  subject.readyWithin: expected a duration such as 250ms, 30s, 5m; got "soon"',
      expect.stringMatching(/^6:16 {2}subject\.webhookPath: .*got "hooks"/),
      expect.stringMatching(/^7:24 {2}mock\.phoneNumberId: .*got "abc"/),
      '7:29  mock.acessToken: unknown key; accepted: accessToken, appSecret, verifyToken, phoneNumberId, wabaId; did you mean accessToken?',
    ]);
  });

  test.each([
    ['a list', '- subject'],
    ['a text', 'subject'],
    ['a section of the wrong kind', 'subject: yes'],
    ['a name that is a number', 'subject: { env: { A: 1 } }'],
    ['a version of the wrong form', 'subject: { graphVersion: 23 }'],
  ])('%s', (_, text) => {
    expect(problemsOf(text)).toHaveLength(1);
  });

  test('that is no YAML says where', () => {
    expect(problemsOf('subject: {')[0]).toMatch(/waproof\.yml is not valid YAML: .*line 1/s);
  });

  test('that is not there', () => {
    const file = join(folder, 'missing.yml');
    expect(() => readConfig(file)).toThrow(UsageError);
    expect(() => readConfig(file)).toThrow(`cannot read ${file}: ENOENT`);
  });
});
