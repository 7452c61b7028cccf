import { describe, expect, test } from 'vitest';
import { standardEnvironment, subjectEnvironment } from '../../../harness/environment.js';
import { defaultCredentials } from '../../../mock-server/world/world.js';

const standard = standardEnvironment(defaultCredentials, {
  graphUrl: 'http://127.0.0.1:4004',
  graphVersion: 'v23.0',
  port: 3000,
  stateDir: '/tmp/state',
  tokenFile: '/tmp/token',
});

test('the standard names are those that are promised', () => {
  expect(standard).toEqual({
    GRAPH_API_URL: 'http://127.0.0.1:4004',
    GRAPH_API_VERSION: 'v23.0',
    WHATSAPP_TOKEN: 'EAAwaproof',
    PHONE_NUMBER_ID: '100000000000001',
    WABA_ID: '200000000000001',
    APP_ID: '300000000000001',
    APP_SECRET: 'waproof-app-secret',
    VERIFY_TOKEN: 'waproof-verify-token',
    PORT: '3000',
    WAPROOF_STATE_DIR: '/tmp/state',
    WHATSAPP_TOKEN_FILE: '/tmp/token',
  });
});

describe('an integration’s own names', () => {
  test.each([
    ['one value', `\${WHATSAPP_TOKEN}`, 'EAAwaproof'],
    ['values in a text', `\${GRAPH_API_URL}/\${GRAPH_API_VERSION}`, 'http://127.0.0.1:4004/v23.0'],
    ['a plain text', 'fixed', 'fixed'],
    ['an unknown name stays as it is', `\${NOPE}/\${PORT}`, `\${NOPE}/3000`],
    ['other dollars stay', `$PORT $5 \${}`, `$PORT $5 \${}`],
    ['empty', '', ''],
  ])('%s', (_, text, value) => {
    expect(subjectEnvironment({}, standard, { OWN: text }).OWN).toBe(value);
  });

  test('come over the standard ones, and those over what is inherited', () => {
    const environment = subjectEnvironment({ PATH: '/bin', PORT: '80', NODE_ENV: 'test' }, standard, { PATH: '/own' });
    expect(environment).toEqual({ ...standard, PATH: '/own', NODE_ENV: 'test' });
  });

  test('what was filled in is not filled in again', () => {
    const tricky = { ...standard, APP_SECRET: `\${WHATSAPP_TOKEN}` };
    expect(subjectEnvironment({}, tricky, { OWN: `\${APP_SECRET}` }).OWN).toBe(`\${WHATSAPP_TOKEN}`);
  });
});
