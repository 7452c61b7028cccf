/** Which files are generated from the code, and which of those on disk are stale. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderMetricsPage } from '../dashboards/metrics-page.js';
import { buildResilience } from '../dashboards/resilience.js';
import { scenarioCatalogue } from '../harness/catalogue.js';
import { scenarioJsonSchema } from '../harness/scenario/json-schema.js';
import { renderErrorsPage } from './errors-page.js';
import { renderFaultsPage } from './faults-page.js';
import { renderFidelityPage } from './fidelity-page.js';

export interface GeneratedFile {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly content: string;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Everything that is generated, as it should be now. */
export function generatedFiles(): GeneratedFile[] {
  return [
    { path: 'dashboards/generated/resilience.json', content: json(buildResilience()) },
    { path: 'scenarios/scenario.schema.json', content: json(scenarioJsonSchema(scenarioCatalogue)) },
    { path: 'docs/metrics.md', content: renderMetricsPage() },
    { path: 'docs/errors.md', content: renderErrorsPage() },
    { path: 'docs/faults.md', content: renderFaultsPage() },
    { path: 'docs/fidelity.md', content: renderFidelityPage() },
  ];
}

function stored(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The files below `root` that are missing or differ from what is generated. */
export function staleFiles(root: string): string[] {
  return generatedFiles()
    .filter(({ path, content }) => stored(join(root, path)) !== content)
    .map(({ path }) => path);
}
