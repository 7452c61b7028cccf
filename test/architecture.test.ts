/**
 * The shape of the code base as a test: which room may import which, no cycles, small files, time and chance only from
 * `core/`, and a reason on file for every dependency. It reads sources as text; it runs nothing of them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Room → rooms that it may import. A room may always import itself. */
const MOCK_PARTS = ['errors', 'world', 'state', 'policy', 'graph', 'faults', 'webhooks', 'http'].map(
  (it) => `mock-server/${it}`,
);
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  'mock-server/errors': ['core'],
  'mock-server/world': ['mock-server/errors', 'core'],
  'mock-server/state': ['mock-server/world', 'core'],
  'mock-server/policy': ['mock-server/world', 'mock-server/errors', 'core'],
  'mock-server/graph': ['mock-server/world', 'mock-server/policy', 'mock-server/errors', 'core'],
  'mock-server/faults': ['mock-server/errors', 'core'],
  'mock-server/webhooks': ['mock-server/world', 'mock-server/faults', 'mock-server/errors', 'core'],
  'mock-server/http': [...MOCK_PARTS, 'core'],
  // mock.ts, which puts the parts together.
  'mock-server': [...MOCK_PARTS, 'core'],
  loadgen: ['core'],
  verdict: ['core'],
  metrics: ['core'],
  harness: ['core', 'mock-server', ...MOCK_PARTS, 'loadgen', 'verdict', 'metrics'],
  dashboards: ['metrics'],
  cli: ['harness', 'verdict', 'core'],
};
/** Programs around the product: benchmarks measure every room, generators print from every room. No room imports them. */
const UNBOUND = ['bench', 'tools'];

const ROOMS = [...new Set([...Object.keys(MAY_IMPORT).map((room) => room.split('/')[0] ?? room), ...UNBOUND])];
/** Not rooms: no sources of the product, or sources that stand alone. */
const NOT_ROOMS = [
  'dist',
  'docs',
  'deploy',
  'examples',
  'node_modules',
  'scenarios',
  'test',
  'matrix-results',
  'waproof-out',
  'coverage',
];

interface Import {
  /** Path from the root, `core/clock.ts`. */
  readonly target: string;
  readonly isTypeOnly: boolean;
}

interface Source {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  /** Without comments and the contents of plain strings. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const COMMENTS_AND_STRINGS = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
const STATIC_IMPORT = /(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?'(\.[^']*)'/g;
const DYNAMIC_IMPORT = /\bimport\('(\.[^']*)'\)/g;

function roomOf(path: string): string {
  const [room = '', part = ''] = path.split('/');
  return room === 'mock-server' && !part.endsWith('.ts') ? `${room}/${part}` : room;
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const resolve = (specifier: string) => join(dirname(path), specifier).replace(/\.js$/, '.ts');
  return {
    path,
    room: roomOf(path),
    text,
    code: text.replace(COMMENTS_AND_STRINGS, "''"),
    imports: [
      ...[...text.matchAll(STATIC_IMPORT)].map(([, type, from = '']) => ({
        target: resolve(from),
        isTypeOnly: type !== undefined,
      })),
      ...[...text.matchAll(DYNAMIC_IMPORT)].map(([, from = '']) => ({ target: resolve(from), isTypeOnly: false })),
    ],
  };
}

function listFiles(folder: string, extension: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  .map((entry) => entry.name);
const sources = ROOMS.filter((room) => folders.includes(room)).flatMap((room) =>
  listFiles(room, '.ts').map(readSource),
);

/** Every match in the code of the sources, as `path: match`. */
const findIn = (among: readonly Source[], pattern: RegExp): string[] =>
  among.flatMap(({ path, code }) => [...code.matchAll(pattern)].map(([found]) => `${path}: ${found.trim()}`));

const outside = (...rooms: string[]) =>
  sources.filter(({ path }) => !rooms.some((room) => path.startsWith(`${room}/`)));

describe('rooms', () => {
  test('every folder with sources is a room of the table', () => {
    expect(folders.filter((folder) => !ROOMS.includes(folder) && !NOT_ROOMS.includes(folder))).toEqual([]);
    const unknown = sources.filter(({ room }) => !UNBOUND.includes(room) && MAY_IMPORT[room] === undefined);
    expect(unknown.map(({ path }) => path)).toEqual([]);
  });

  test('a room imports only what its row allows', () => {
    const forbidden = sources
      .filter(({ room }) => !UNBOUND.includes(room))
      .flatMap(({ path, room, imports }) =>
        imports
          .filter(({ target }) => roomOf(target) !== room && !MAY_IMPORT[room]?.includes(roomOf(target)))
          .map(({ target }) => `${path} imports ${target}`),
      );
    expect(forbidden).toEqual([]);
  });

  test('dashboards know of the metrics their catalogue only', () => {
    const targets = sources
      .filter(({ room }) => room === 'dashboards')
      .flatMap(({ imports }) => imports.map(({ target }) => target));
    expect([...new Set(targets.filter((target) => target.startsWith('metrics/')))]).toEqual(['metrics/catalogue.ts']);
  });

  test('every relative import names a file that exists', () => {
    const known = new Set(sources.map(({ path }) => path));
    const missing = sources.flatMap(({ path, imports }) =>
      imports.filter(({ target }) => !known.has(target)).map(({ target }) => `${path} imports ${target}`),
    );
    expect(missing).toEqual([]);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(sources.length);
  });

  test('no file imports itself in the end; types may, for they are gone when the program runs', () => {
    const graph = new Map(
      sources.map(({ path, imports }) => [path, imports.filter((it) => !it.isTypeOnly).map(({ target }) => target)]),
    );
    const finished = new Set<string>();
    const cycles: string[] = [];
    function visit(path: string, trail: readonly string[]): void {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      else if (!finished.has(path)) {
        for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
        finished.add(path);
      }
    }
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

describe('files', () => {
  test('have at most 300 lines; the table of errors is data and exempt', () => {
    const tooLong = sources
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > 300 && path !== 'mock-server/errors/error-table.ts');
    expect(tooLong).toEqual([]);
  });

  test('open with a comment that says what they model', () => {
    const silent = sources.filter(({ text }) => !/^(?:#!.*\n)?(?:\/\/.*\n)*\/\*\*/.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('are named in kebab-case', () => {
    const odd = sources.filter(({ path }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?\.ts$/.test(basename(path)));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });
});

describe('time, chance and the process', () => {
  /** What runs in the reader's browser has the browser's clock. */
  const serverSide = outside(...UNBOUND).filter(({ path }) => !/\/(?:page|client)\//.test(path));

  test('outside core/ nothing reads a clock, sets a timer or draws chance by itself', () => {
    const forbidden =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bset(?:Timeout|Interval)\b|\bsetImmediate\b/g;
    expect(findIn(serverSide, forbidden).filter((found) => !found.startsWith('core/'))).toEqual([]);
  });

  test('nobody uses the global fetch, which is slow on Node 20', () => {
    expect(findIn(serverSide, /(?<![.\w])fetch\(/g)).toEqual([]);
  });

  /** Files outside cli/ that touch the process, each for its reason. */
  const TOUCHES_PROCESS = [
    // Signals a whole process group, for which there is no other way.
    'harness/subject.ts',
    // Removes its temporary folder when the process ends without closing it.
    'mock-server/http/blob-store.ts',
    // Names the process that has a file, and asks whether another one is alive.
    'mock-server/state/lock-file.ts',
  ];

  test('only cli/ touches the process, and the files that have a reason', () => {
    const touching = outside('cli', ...UNBOUND).filter(
      ({ code, text }) => /\bprocess\.[a-z]/.test(code) || /from '(?:node:)?process'/.test(text),
    );
    expect(touching.map(({ path }) => path).sort()).toEqual(TOUCHES_PROCESS);
  });
});

describe('language', () => {
  test('there is no enum and no default export', () => {
    expect(findIn(sources, /^\s*(?:export\s+)?(?:const\s+|declare\s+)*enum\s+\w+/gm)).toEqual([]);
    expect(findIn(sources, /^\s*export\s+(?:default\b|\{[^}]*\bas default\b)/gm)).toEqual([]);
  });

  test('there is no any, and nobody tells the linter to look away', () => {
    expect(findIn(sources, /\bas any\b|<any[,>]|\bany\[\]|\)\s*:\s*any\b/g)).toEqual([]);
    const suppressed = sources.filter(({ text }) =>
      /biome-ignore.*(?:noExplicitAny|noEnum|noDefaultExport|noNonNull)|@ts-(?:ignore|nocheck|expect-error)/.test(text),
    );
    expect(suppressed.map(({ path }) => path)).toEqual([]);
    const { linter } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    expect(linter.rules).toMatchObject({
      style: { noDefaultExport: 'error', noEnum: 'error', noNonNullAssertion: 'error' },
      suspicious: { noExplicitAny: 'error' },
    });
  });
});

describe('dependencies', () => {
  test('every dependency is explained in docs/decisions/', () => {
    const decisions = folders.includes('docs')
      ? listFiles('docs', '.md').filter((it) => it.includes('decisions/'))
      : [];
    const explained = decisions.map((path) => readFileSync(join(root, path), 'utf8')).join('\n');
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const names = Object.keys({ ...dependencies, ...devDependencies });
    const mentions = (name: string) =>
      new RegExp(`(?<![\\w@/-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w/-])`).test(explained);
    expect(names.filter((name) => !mentions(name))).toEqual([]);
  });
});
