/**
 * What the documentation says of the program is so: links lead somewhere, commands and flags exist, names and numbers are
 * those of the code, and the files that it shows are valid. It reads the documents as text; prose is left to people.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { checksCommand } from '../../cli/commands/checks.js';
import { errorsCommand } from '../../cli/commands/errors.js';
import { faultsCommand } from '../../cli/commands/faults.js';
import { judgeCommand } from '../../cli/commands/judge.js';
import { mockCommand } from '../../cli/commands/mock.js';
import { runCommand } from '../../cli/commands/run.js';
import { scenariosCommand } from '../../cli/commands/scenarios.js';
import { EXIT } from '../../cli/exit-codes.js';
import { scenariosOf, suitesOf } from '../../cli/suites.js';
import { triggerForm } from '../../harness/campaign/campaign.js';
import { metaErrors, scenarioCatalogue } from '../../harness/catalogue.js';
import { defaultConfig } from '../../harness/config.js';
import { type StandardNames, standardEnvironment } from '../../harness/environment.js';
import { readConfig } from '../../harness/read-config.js';
import { parseScenario } from '../../harness/scenario/parse-scenario.js';
import { operations } from '../../mock-server/graph/operations.js';
import { defaultCredentials } from '../../mock-server/world/world.js';
import { checks } from '../../verdict/checks/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const documents = ['README.md', 'CONTRIBUTING.md']
  .concat(['docs', 'examples'].flatMap((folder) => listDocuments(folder)))
  .map((path) => ({ path, text: read(path) }));
const textOf = (path: string) => documents.find((document) => document.path === path)?.text ?? '';

function listDocuments(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
    .sort();
}

/** Contents of the fenced blocks of these languages. */
const blocks = (text: string, ...languages: string[]): string[] =>
  [...text.matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```$/gm)]
    .filter(([, language = '']) => languages.includes(language))
    .map(([, , content = '']) => content);

/** Everything that is set as code, a line each. */
const codeLines = (text: string): string[] => [
  ...[...text.matchAll(/^ *```\w*\n([\s\S]*?)^ *```$/gm)].flatMap(([, content = '']) => content.split('\n')),
  ...[...text.replace(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code),
];

/** As GitHub names a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const schemaOf = (type: z.ZodType) => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' });

describe('links', () => {
  const links = documents.flatMap(({ path, text }) =>
    [...text.replace(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({
      path,
      target,
    })),
  );

  test('inside the repository lead to files and headings that exist', () => {
    const inside = links.filter(({ target }) => !/^[a-z]+:/.test(target));
    const broken = inside.filter(({ path, target }) => {
      const [file = '', anchor] = target.split('#');
      const found = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(root, found)) || relative(root, join(root, found)).startsWith('..')) return true;
      const headings =
        anchor === undefined ? [] : [...read(found).matchAll(/^#+ (.+)$/gm)].map(([, it = '']) => anchorOf(it));
      return anchor !== undefined && !headings.includes(anchor);
    });
    expect(broken).toEqual([]);
    expect(inside.length).toBeGreaterThan(50);
  });

  test('to other places are encrypted', () => {
    expect(links.filter(({ target }) => /^[a-z]+:/.test(target) && !target.startsWith('https://'))).toEqual([]);
  });
});

describe('commands', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
  const OF_NPM = ['ci', 'i', 'install', 'link', 'test'];

  test('of npm are scripts of package.json, or npm’s own', () => {
    const named = documents.flatMap(({ path, text }) =>
      codeLines(text).flatMap((line) =>
        [...line.matchAll(/\bnpm (run )?([a-z][\w:-]*)/g)].map(([, run, name = '']) => ({
          path,
          run: run !== undefined,
          name,
        })),
      ),
    );
    expect(named.filter(({ run, name }) => (run ? scripts[name] === undefined : !OF_NPM.includes(name)))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  const commands = [
    mockCommand,
    runCommand,
    judgeCommand,
    scenariosCommand,
    checksCommand,
    faultsCommand,
    errorsCommand,
  ];
  const flags = new Map(
    commands.map((command) => [String(command.command).split(' ')[0], flagsOf(command as CommandModule)]),
  );

  /** The names that a command gives to `option`, whatever else it says to yargs. */
  function flagsOf({ builder }: CommandModule): string[] {
    const names = ['help', 'version'];
    const listener: unknown = new Proxy(
      {},
      {
        get: (_, method) => (name: string) => {
          if (method === 'option') names.push(name);
          return listener;
        },
      },
    );
    if (typeof builder === 'function') builder(listener as Parameters<typeof builder>[0]);
    return names;
  }

  test('of waproof exist, with the flags that they are shown with', () => {
    const shown = documents.flatMap(({ path, text }) =>
      codeLines(text).flatMap((line) =>
        [...line.matchAll(/(?:^|[\s`])waproof ([a-z]+)(.*)$/g)].map(([, name = '', rest = '']) => ({
          path,
          name,
          flags: [...rest.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/\s--([a-z-]+)/g)].map(([, flag = '']) => flag),
        })),
      ),
    );
    const wrong = shown.filter(
      (it) => it.flags.some((flag) => !flags.get(it.name)?.includes(flag)) || !flags.has(it.name),
    );
    expect(wrong).toEqual([]);
    expect(new Set(shown.map(({ name }) => name)).size).toBe(commands.length);
  });
});

const address = {
  graphUrl: 'http://127.0.0.1:1',
  graphVersion: 'v23.0',
  port: 1,
  stateDir: '/tmp',
  tokenFile: '/tmp/token',
};
const standard: StandardNames = standardEnvironment(defaultCredentials, address);

describe('the README', () => {
  const readme = textOf('README.md');

  test.each([
    ['js', /process\.env\.(\w+)/g],
    ['python', /os\.environ(?:\.get\(|\[)["'](\w+)/g],
    ['php', /getenv\('(\w+)'\)/g],
  ] as const)(
    'reads in %s the address, the number and the token from names that a bot is given',
    (language, pattern) => {
      const names = blocks(readme, language).flatMap((code) =>
        [...code.matchAll(pattern)].map(([, name = '']) => name),
      );
      expect(names).toEqual(expect.arrayContaining(['GRAPH_API_URL', 'PHONE_NUMBER_ID', 'WHATSAPP_TOKEN']));
      expect(names.filter((name) => !(name in standard))).toEqual([]);
    },
  );

  test('names every variable that a bot is given, and the values of a fresh mock', () => {
    expect(Object.keys(standard).filter((name) => !readme.includes(name))).toEqual([]);
    expect(readme).toContain(`\`${defaultCredentials.accessToken}\``);
    expect(readme).toContain(`\`${defaultCredentials.phoneNumberId}\``);
  });

  test('counts as the program does', () => {
    expect(readme).toContain(`${Object.keys(scenarioCatalogue.checks).length} checks`);
    expect(readme).toContain(`(${metaErrors.length} entries)`);
    expect(readme).toContain(`${operations.length} operations`);
    expect(readme).toContain(`${Object.keys(scenarioCatalogue.faults).length} faults`);
    expect(readme).toContain(`${scenariosOf('full').length} scenarios`);
  });

  test('lists every exit code', () => {
    const listed = [...readme.matchAll(/^\| (\d) \|/gm)].map(([, code]) => Number(code));
    expect(listed).toEqual(Object.values(EXIT));
  });
});

describe('waproof.yml', () => {
  function readText(text: string) {
    const folder = mkdtempSync(join(tmpdir(), 'waproof-docs-'));
    try {
      writeFileSync(join(folder, 'waproof.yml'), text);
      return readConfig(join(folder, 'waproof.yml'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const shown = [read('examples/waproof.yml'), ...blocks(textOf('README.md'), 'yaml')];

  test('is valid wherever it is shown, and fills in names that exist', () => {
    const filled = shown.flatMap((text) => Object.values(readText(text).subject.env)).join();
    const names = [...filled.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !(name in standard))).toEqual([]);
    expect(names.length).toBeGreaterThan(8);
  });

  test('as an example has every key, with its default', () => {
    const { exec, env, campaign, ...defaults } = readText(read('examples/waproof.yml')).subject;
    expect({ ...defaults, env: {} }).toEqual(defaultConfig.subject);
    expect(campaign).toEqual(triggerForm.parse({}));
    const { accessToken, appSecret, verifyToken, phoneNumberId, wabaId } = defaultCredentials;
    const { mock } = readText(read('examples/waproof.yml'));
    expect(mock).toEqual({ accessToken, appSecret, verifyToken, phoneNumberId, wabaId });
    expect([exec, Object.keys(env).length > 0]).toEqual(['node bot.js', true]);
  });
});

describe('docs/checks.md', () => {
  const index = textOf('docs/checks.md');
  const rows = [...index.matchAll(/^\| \[([a-z-]+)\]\(checks\/([a-z-]+)\.md\) \| (.+) \| ([a-z]+) \|$/gm)];

  test('lists every check in the order of the reports, with its summary and its area', () => {
    const entries = Object.entries(checks).map(([name, { summary, area }]) => [name, name, summary, area]);
    expect(rows.map(([, ...cells]) => cells)).toEqual(entries);
  });

  test('has a page for each check and no other', () => {
    const pages = documents.flatMap(({ path }) => /^docs\/checks\/(.+)\.md$/.exec(path)?.[1] ?? []);
    expect(pages.sort()).toEqual(Object.keys(checks).sort());
  });

  test.each(Object.keys(checks))('%s: has every section, every parameter with its default, and an example', (name) => {
    const page = textOf(`docs/checks/${name}.md`);
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(page.startsWith(`# ${name}\n`)).toBe(true);
    expect(headings).toEqual([
      'What it holds',
      'Why',
      'Evidence',
      'How it decides',
      'Thresholds',
      'Blind spots',
      'Fix',
    ]);
    expect(page.slice(page.indexOf('## Fix'))).toMatch(/^```\w+\n[\s\S]+?^```$/m);
    const { properties = {} } = schemaOf(scenarioCatalogue.checks[name]?.parameters ?? z.never());
    const named = [...page.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, parameter]) => parameter);
    expect(named.sort()).toEqual(Object.keys(properties).sort());
    for (const [parameter, { default: usual }] of Object.entries(properties as Record<string, { default?: unknown }>))
      if (typeof usual === 'number') expect(page).toMatch(new RegExp(`^\\| \`${parameter}\` \\| ${usual}\\b`, 'm'));
  });
});

describe('docs/scenarios.md', () => {
  const page = textOf('docs/scenarios.md');
  const isNamed = (key: string) => page.includes(`\`${key}\``);

  test('shows a scenario that is valid', () => {
    const [scenario = ''] = blocks(page, 'yaml');
    expect(parseScenario(scenario, 'docs/scenarios.md', scenarioCatalogue).name).toBe('duplicate-webhooks');
  });

  test('names every key of the form', () => {
    const form = JSON.parse(read('scenarios/scenario.schema.json'));
    const { load, timeline, webhooks, expects } = form.properties;
    const [talk, campaign] = load.items.anyOf;
    const { trigger } = campaign.properties.campaign.properties;
    const keys = [
      ...[form, talk, campaign, campaign.properties.campaign, trigger],
      ...timeline.items.anyOf,
      ...[webhooks, expects],
    ].flatMap(({ properties }) => Object.keys(properties));
    expect(keys.filter((key) => !isNamed(key))).toEqual([]);
    expect(keys.length).toBeGreaterThan(20);
  });

  test('names every conversation', () => {
    expect(Object.keys(scenarioCatalogue.scripts).filter((name) => !isNamed(name))).toEqual([]);
  });

  test('lists the library, in the order of the suites', () => {
    const rows = [...page.matchAll(/^\| \[(.+)\]\(\.\.\/scenarios\/(.+)\.yml\) \| (\w+) \| (.+) \|$/gm)];
    const library = scenariosOf('full').map((name) => [
      name,
      name,
      suitesOf(name)[0],
      parseScenario(read(`scenarios/${name}.yml`), name, scenarioCatalogue).title,
    ]);
    expect(rows.map(([, ...cells]) => cells)).toEqual(library);
  });

  test('says what each grade means', () => {
    const rows = [...page.matchAll(/^\| (A|B|C|F|–) \| /gm)].map(([, grade]) => grade);
    expect(rows).toEqual(['A', 'B', 'C', 'F', '–']);
  });
});

test('decisions are numbered without gaps and take less than 40 lines', () => {
  const decisions = documents.filter(({ path }) => path.startsWith('docs/decisions/'));
  const titles = decisions.map(({ path, text }) => [
    path.slice('docs/decisions/'.length).slice(0, 4),
    text.slice(2, 6),
  ]);
  expect(titles).toEqual(decisions.map((_, index) => [1, 1].map(() => String(index + 1).padStart(4, '0'))));
  expect(decisions.filter(({ text }) => text.split('\n').length >= 40).map(({ path }) => path)).toEqual([]);
});
