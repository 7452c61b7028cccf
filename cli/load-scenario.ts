/** Scenario files for the commands: read, validated against everything that exists, by path or by shipped name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nearest } from '../core/nearest.js';
import { UsageError } from '../core/usage-error.js';
import { scenarioCatalogue } from '../harness/catalogue.js';
import { parseScenario } from '../harness/scenario/parse-scenario.js';
import type { Plan } from '../harness/scenario/plan.js';
import { findRoot } from './root.js';

const shippedFolder = () => new URL('scenarios/', findRoot());

export interface ShippedScenario {
  readonly name: string;
  readonly file: string;
}

export function listShipped(): ShippedScenario[] {
  const folder = shippedFolder();
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.yml'.length), file: fileURLToPath(new URL(file, folder)) }));
}

/** A path as it stands, or the file of a shipped scenario of that name. @throws UsageError */
export function findScenarioFile(given: string): string {
  if (existsSync(given)) return given;
  const shipped = listShipped();
  const found = shipped.find(({ name }) => name === given);
  if (found) return found.file;
  const names = shipped.map(({ name }) => name);
  const near = nearest(given, names);
  throw new UsageError(
    `no scenario "${given}": no such file, and no shipped scenario of that name (${names.join(', ')})` +
      (near ? `; did you mean ${near}?` : ''),
  );
}

/** @throws UsageError naming every problem of the file. */
export function loadScenario(given: string): Plan {
  const file = findScenarioFile(given);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseScenario(text, file, scenarioCatalogue);
}

/** Every file is looked at before anything is said. @throws UsageError naming every problem of all of them. */
export function loadScenarios(given: readonly string[]): Plan[] {
  const plans: Plan[] = [];
  const problems: string[] = [];
  for (const name of given) {
    try {
      plans.push(loadScenario(name));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return plans;
}
