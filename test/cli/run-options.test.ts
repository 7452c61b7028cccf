/** Other ways to run: an integration that is running already, files elsewhere, several scenarios in one command. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { findFreePort } from '../../harness/free-port.js';
import { readLines } from './histories.js';
import { createStage, ROOT, sleep } from './stage.js';
import { tinyScenario } from './tiny-scenario.js';
import { readXml } from './well-formed-xml.js';

const stage = createStage();
const REFERENCE = join(ROOT, 'test/subjects/reference.js');
const RANK = ['pass', 'inconclusive', 'fail'];
stage.file('tiny.yml', tinyScenario());

async function startBot() {
  const [port, mockPort] = await Promise.all([findFreePort(), findFreePort()]);
  const env = {
    GRAPH_API_URL: `http://127.0.0.1:${mockPort}`,
    GRAPH_API_VERSION: 'v23.0',
    WHATSAPP_TOKEN: 'EAAwaproof',
    PHONE_NUMBER_ID: '100000000000001',
    APP_SECRET: 'waproof-app-secret',
    VERIFY_TOKEN: 'waproof-verify-token',
    PORT: String(port),
  };
  const bot = stage.startNode([REFERENCE], { env });
  const webhook = `http://127.0.0.1:${port}/webhook`;
  for (let i = 0; i < 100 && !(await fetch(webhook).catch(() => undefined)); i++) await sleep(50);
  return { bot, webhook, mockPort: String(mockPort) };
}

describe.concurrent('a running integration', () => {
  test.concurrent('is judged and left running; --quiet, --junit and --html do what they say', async ({ expect }) => {
    const { bot, webhook, mockPort } = await startBot();
    const args = ['run', 'tiny.yml', '--webhook', webhook, '--port', mockPort, '--seed', '11', '--quiet'];
    const files = ['--out', 'results', '--junit', 'ci/report.xml', '--html', 'ci/page.html'];
    const { code, stdout, stderr } = await stage.run([...args, ...files]);
    const verdict = JSON.parse(readFileSync(stage.path('results/verdict.json'), 'utf8'));
    expect(verdict.verdict, stdout).not.toBe('fail');
    expect(code).toBe(verdict.verdict === 'pass' ? 0 : 4);
    expect(verdict).toMatchObject({ seed: 11, command: `waproof run tiny.yml --webhook ${webhook} --seed 11` });

    const { of } = readLines(stage.path('results/history.ndjson'));
    expect(of('graph.call').filter(({ effect, action }) => effect && action === 'send').length).toBeGreaterThan(10);
    expect([...of('subject.started'), ...of('subject.exited')]).toEqual([]);
    expect(bot.isRunning()).toBe(true);
    expect((await fetch(webhook)).status).toBe(403);

    expect(stderr).toContain(`Graph API http://127.0.0.1:${mockPort} · subject ${webhook} · ready`);
    expect(stderr).not.toMatch(/s of about/);
    expect(readXml(readFileSync(stage.path('ci/report.xml'), 'utf8')).length).toBeGreaterThan(5);
    expect(readFileSync(stage.path('ci/page.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(
      ['results/junit.xml', 'results/report.html', 'results/subject.log'].filter((it) => existsSync(stage.path(it))),
    ).toEqual([]);
  });

  test.concurrent('that is not there ends with 3 and says where it was looked for', async ({ expect }) => {
    stage.file('impatient.yml', 'subject: { readyWithin: 1s }\n');
    const webhook = `http://127.0.0.1:${await findFreePort()}/webhook`;
    const args = ['run', 'tiny.yml', '--webhook', webhook, '--port', '0', '--config', 'impatient.yml', '--out', 'none'];
    const { code, stdout, stderr } = await stage.run(args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(`subject failed: nothing answered at ${webhook} within 1 s`);
    expect(stderr).not.toMatch(/output|subject\.log/);
  });

  test.concurrent('whose mock finds its port taken ends with 2 and names the port', async ({ expect }) => {
    const mock = stage.start(['mock', '--port', '0', '--json']);
    const [, port = ''] = await mock.waitFor(/127\.0\.0\.1:(\d+)"/);
    const webhook = 'http://127.0.0.1:9/webhook';
    const { code, stderr } = await stage.run(['run', 'tiny.yml', '--webhook', webhook, '--port', port, '--out', 'no']);
    expect(code).toBe(2);
    expect(stderr).toContain(`port ${port} on 127.0.0.1 is taken`);
  });
});

describe.concurrent('two scenarios', () => {
  test.concurrent('leave a folder each and a common verdict', async ({ expect }) => {
    const load = [{ users: 40, arrivals: { process: 'constant', rate: '8/s' }, for: '2s', says: 'greeting' }];
    const checks = ['nothing-lost', 'verifies-subscription'];
    stage.file('one.yml', tinyScenario({ name: 'one', load, checks, settle: '2s' }));
    stage.file('two.yml', tinyScenario({ name: 'two', load, checks, settle: '2s', seed: 8 }));
    const args = ['run', 'one.yml', 'two.yml', '--exec', `node ${REFERENCE}`, '--out', 'both', '--quiet'];
    const { code, stdout, stderr } = await stage.run(args);

    const read = (file: string) => readFileSync(stage.path(`both/${file}`), 'utf8');
    const combined = JSON.parse(read('verdict.json'));
    expect(combined).toEqual({
      verdict: expect.any(String),
      scenarios: [
        expect.objectContaining({ scenario: 'one', seed: 7, checks: expect.any(Array) }),
        expect.objectContaining({ scenario: 'two', seed: 8, checks: expect.any(Array) }),
      ],
    });
    const verdicts: string[] = combined.scenarios.map(({ verdict }: { verdict: string }) => verdict);
    expect(combined.verdict).toBe(RANK[Math.max(...verdicts.map((verdict) => RANK.indexOf(verdict)))]);
    expect(combined.verdict, stdout).not.toBe('fail');
    expect(code).toBe(combined.verdict === 'pass' ? 0 : 4);

    for (const name of ['one', 'two']) {
      expect(readLines(stage.path(`both/${name}/history.ndjson`)).header.scenario).toBe(name);
      expect(readFileSync(stage.path(`both/${name}/report.html`), 'utf8')).toContain(name);
      expect(existsSync(stage.path(`both/${name}/subject.log`))).toBe(true);
    }
    expect(JSON.parse(read('suite.json'))).toMatchObject({
      verdict: combined.verdict,
      suite: 'scenarios',
      scenarios: [
        { scenario: 'one', folder: 'one', repeated: expect.any(Boolean) },
        { scenario: 'two', folder: 'two' },
      ],
      notPlayed: [],
    });
    for (const name of ['one', 'two']) expect(read('index.html')).toContain(`href="${name}/report.html"`);
    const elements = readXml(read('junit.xml'));
    const suites = elements.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes.name);
    expect(suites).toEqual(['one', 'two']);
    expect(
      combined.scenarios.map(({ command }: { command: string }) => command.split(' ').slice(0, 3).join(' ')),
    ).toEqual(['waproof run one.yml', 'waproof run two.yml']);
    expect(stdout).toMatch(/^one +\S \w+ .*\ntwo +\S \w+ /m);
    expect(stdout).toMatch(/^area +grade +checks\nacknowledgement /m);
    expect(stdout.trimEnd()).toMatch(/ {2}scenarios, 2 scenarios: .*\n {2}.*security /);
    expect(stderr).toMatch(/results both\/index\.html · both\/suite\.json · both\/verdict\.json · both\/junit\.xml\n$/);

    const judged = await stage.run(['judge', 'both', '--json']);
    expect(judged.code).toBe(code);
    expect(JSON.parse(judged.stdout)).toEqual(combined);
  });
});
