/** `waproof mock` with certificates, as clients meet it: Node with the CA that it wrote, and https webhooks. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createStage } from './stage.js';

const stage = createStage();

test('--tls serves HTTPS, writes its CA and says where; a client that is given it trusts the mock', async () => {
  const mock = stage.start(['mock', '--tls', '--port', '0', '--json', '--ca-file', stage.path('ca.pem')]);
  const [line] = await mock.waitFor(/^.+\n/);
  const facts = JSON.parse(line);
  expect(facts).toMatchObject({
    graph_url: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
    ca_file: stage.path('ca.pem'),
    ca_url: `${facts.graph_url}/_waproof/ca.pem`,
  });
  expect(readFileSync(facts.ca_file, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----/);
  const ask = `fetch(process.argv[1]).then((it) => it.text()).then(console.log, () => console.log('not trusted'))`;
  const asking = (env: Record<string, string>) =>
    stage.startNode(['-e', ask, `${facts.graph_url}/_waproof/health`], { env });
  await asking({ NODE_EXTRA_CA_CERTS: facts.ca_file }).waitFor(/"status":"ok"/);
  await asking({}).waitFor(/not trusted/);
  mock.kill('SIGTERM');
  expect((await mock.exited).code).toBe(0);
});

test('a person is told of the CA, with commands that use it', async () => {
  const mock = stage.start(['mock', '--tls', '--port', '0', '--ca-file', stage.path('other.pem')]);
  await mock.waitFor(/Stop with Ctrl-C/);
  expect(mock.stdout()).toContain(`NODE_EXTRA_CA_CERTS=${stage.path('other.pem')}`);
  expect(mock.stdout()).toContain(`curl --cacert ${stage.path('other.pem')} https://127.0.0.1:`);
  mock.kill('SIGTERM');
  await mock.exited;
});

test.each([
  ['missing.pem', undefined],
  ['text.pem', 'no certificate'],
])('--webhook-ca with %s is refused before anything is started', async (name, text) => {
  if (text !== undefined) writeFileSync(stage.path(name), text);
  const { code, stderr } = await stage.run(['mock', '--port', '0', '--webhook-ca', stage.path(name)]);
  expect(code).toBe(2);
  expect(stderr).toContain(`no certificate can be read from ${stage.path(name)}`);
});
