/**
 * Writes what is generated from the code: dashboards, the scenarios' JSON Schema and tables in docs/. With `--check` it writes nothing and
 * ends with 1 when a file is stale. Run as `npm run generate`, after a build.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { generatedFiles, staleFiles } from './generated-files.js';

function write(root: string): void {
  for (const { path, content } of generatedFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    process.stdout.write(`wrote ${path}\n`);
  }
}

function main(flags: readonly string[]): number {
  // Compiled to dist/tools/: the root is two folders up.
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
  const unknown = flags.filter((flag) => flag !== '--check');
  if (unknown.length > 0) {
    process.stderr.write(`unknown argument ${unknown.join(' ')}; accepted: --check\n`);
    return 2;
  }
  if (!flags.includes('--check')) {
    write(root);
    return 0;
  }
  const stale = staleFiles(root);
  for (const path of stale) process.stderr.write(`${path} is stale: run npm run build && npm run generate\n`);
  return stale.length > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
