/**
 * A step of the build, run after the compiler: copies what reports carry inside into the compiled tree, so that a
 * packed package needs neither the sources nor uPlot itself. uPlot's licence travels along.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assetFolder, assetNames, originOf } from './assets.js';

/** From dist/verdict/reports/html/ up to the repository, and down again to the sources. */
const sources = join(dirname(fileURLToPath(import.meta.url)), '../../../../verdict/reports/html');

mkdirSync(assetFolder, { recursive: true });
for (const name of assetNames) copyFileSync(originOf(name, sources), join(assetFolder, name));
