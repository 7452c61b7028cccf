/** What docs/fidelity.md claims can be looked up: its tests exist, its gaps are those of the code, and nothing is left out. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { operations } from '../../mock-server/graph/operations.js';
import { notSimulatedCalls } from '../../tools/fidelity/not-simulated.js';
import { renderFidelityPage, ruleSections } from '../../tools/fidelity-page.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesBelow = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

const rules = ruleSections.flatMap(([, ofSection]) => ofSection);

describe('rules', () => {
  test('name tests that exist', () => {
    expect(rules.flatMap(({ tests }) => tests).filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(rules.length).toBeGreaterThan(150);
  });

  test('say how they are known; one without a test is of what is not modelled', () => {
    const known = /^(?:(?:code |limits )?documented|observed|assumed|ours|not modelled)\b/;
    const claims = rules.filter(({ source }) => source !== '');
    expect(claims.filter(({ source }) => !known.test(source))).toEqual([]);
    const untested = rules.filter(({ tests }) => tests.length === 0);
    expect(untested.filter(({ source }) => !source.startsWith('not modelled'))).toEqual([]);
  });

  test('stand once, and in a table', () => {
    const sentences = rules.map(({ behaviour }) => behaviour);
    expect(sentences.filter((sentence, at) => sentences.indexOf(sentence) !== at)).toEqual([]);
    expect(rules.filter(({ behaviour, source }) => /[|\n]/.test(behaviour + source))).toEqual([]);
  });
});

test('operations name tests that exist', () => {
  const missing = operations.filter(({ about }) => !existsSync(join(root, about.test)));
  expect(missing.map(({ route, about }) => `${route}: ${about.test}`)).toEqual([]);
});

test('every conformance test is named on the page', () => {
  const page = renderFidelityPage();
  const unnamed = filesBelow('test/conformance', '.test.ts').filter((path) => !page.includes(`../${path})`));
  expect(unnamed).toEqual([]);
});

describe('what is not simulated', () => {
  /** The words of each call, what is filled in as `…`. */
  const inSources = filesBelow('mock-server', '.ts').flatMap((path) =>
    [...read(path).matchAll(/(?<!function )\bnotSimulated\(\s*(?:'([^']*)'|`([^`]*)`|([^)]*))/g)].map(
      ([, plain, template, other]) => plain ?? template?.replaceAll(/\$\{[^}]*\}/g, '…') ?? `${path}: ${other}`,
    ),
  );

  test('is listed, each place in the code by its words', () => {
    expect([...new Set(inSources)].sort()).toEqual(notSimulatedCalls.map(({ phrase }) => phrase).sort());
    expect(inSources.length).toBeGreaterThan(5);
  });

  test('has one line each, and tests that exist', () => {
    expect(notSimulatedCalls.filter(({ why }) => why === '' || /[|\n]/.test(why))).toEqual([]);
    const tests = notSimulatedCalls.flatMap((it) => it.tests);
    expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
