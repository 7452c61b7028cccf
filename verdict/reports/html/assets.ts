/**
 * The scripts and styles that every report carries inside itself. A built package has them beside this file; when the
 * sources are run directly they are taken from where they come from.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Assets {
  /** Both in the order in which they build on each other. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** Name in the built package, and the file that it comes from. */
const ASSET_FILES = {
  'uplot.js': { origin: 'uPlot.iife.min.js', ours: false },
  'uplot.css': { origin: 'uPlot.min.css', ours: false },
  'uplot.LICENSE': { origin: '../LICENSE', ours: false },
  'looks.js': { origin: 'looks.js', ours: true },
  'phase-bands.js': { origin: 'phase-bands.js', ours: true },
  'report.js': { origin: 'report.js', ours: true },
  'theme.css': { origin: 'theme.css', ours: true },
  'page.css': { origin: 'page.css', ours: true },
  'parts.css': { origin: 'parts.css', ours: true },
  'media.css': { origin: 'media.css', ours: true },
  'suite.css': { origin: 'suite.css', ours: true },
} as const;

export type AssetName = keyof typeof ASSET_FILES;
export const assetNames = Object.keys(ASSET_FILES) as AssetName[];

const here = dirname(fileURLToPath(import.meta.url));

/** Folder of the built assets. */
export const assetFolder = join(here, 'assets');

/** @param sources the folder that holds `client/` */
export function originOf(name: AssetName, sources: string): string {
  const { origin, ours } = ASSET_FILES[name];
  return ours
    ? join(sources, 'client', origin)
    : join(dirname(createRequire(import.meta.url).resolve('uplot')), origin);
}

function read(name: AssetName): string {
  const built = join(assetFolder, name);
  return readFileSync(existsSync(built) ? built : originOf(name, here), 'utf8');
}

/** What the report of one run carries. */
export const readAssets = (): Assets => ({
  scripts: (['uplot.js', 'looks.js', 'phase-bands.js', 'report.js'] as const).map(read),
  styles: (['theme.css', 'uplot.css', 'page.css', 'parts.css', 'media.css'] as const).map(read),
});

/** What the report over several runs carries: it has no charts, and no scripts. */
export const readSuiteStyles = (): readonly string[] =>
  (['theme.css', 'page.css', 'parts.css', 'suite.css', 'media.css'] as const).map(read);
