import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findScenarioFile, listShipped, loadScenario, loadScenarios } from '../../../cli/load-scenario.js';
import { findRoot } from '../../../cli/root.js';
import { readVersion } from '../../../cli/version.js';
import { UsageError } from '../../../core/usage-error.js';

const root = new URL('../../../', import.meta.url);

test('the package is found from its sources, and knows its version', () => {
  expect(findRoot().href).toBe(root.href);
  expect(readVersion()).toBe(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).version);
});

describe('scenarios that ship', () => {
  test.each(listShipped().map(({ name, file }) => [name, file] as const))(
    '%s is valid and bears its file’s name',
    (name, file) => {
      expect(loadScenario(name)).toEqual(loadScenario(file));
      expect(loadScenario(name).name).toBe(name);
    },
  );

  test('the one of the demo is among them', () => {
    expect(listShipped().map(({ name }) => name)).toContain('first-proof');
  });
});

describe('finding a scenario', () => {
  const shipped = fileURLToPath(new URL('scenarios/first-proof.yml', root));

  test('by path, and by the name under which it ships', () => {
    expect(findScenarioFile(shipped)).toBe(shipped);
    expect(findScenarioFile('first-proof')).toBe(shipped);
  });

  test('that does not exist names those that do, and the nearest', () => {
    expect(() => findScenarioFile('first-prof')).toThrow(UsageError);
    expect(() => findScenarioFile('first-prof')).toThrow(
      /^no scenario "first-prof": no such file, and no shipped scenario of that name \(.*first-proof.*\); did you mean first-proof\?$/,
    );
  });

  test('that is a folder cannot be read', () => {
    expect(() => loadScenario(fileURLToPath(root))).toThrow(/^cannot read .*EISDIR/);
  });

  test('several tell the problems of all of them', () => {
    expect(() => loadScenarios(['nope-one', 'first-proof', 'nope-two'])).toThrow(
      /no scenario "nope-one".*\n.*no scenario "nope-two"/,
    );
  });
});
