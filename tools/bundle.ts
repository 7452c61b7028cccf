/**
 * The last step of the build: the command line in few files instead of hundreds, which halves the time to its start.
 * Libraries stay outside, where npm puts them; commands that are loaded when asked for stay apart.
 */
import { cpSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

// Compiled to dist/tools/.
const dist = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(dist, 'bin');

rmSync(target, { recursive: true, force: true });
const bundle = await rolldown({
  input: { waproof: join(dist, 'cli/main.js') },
  platform: 'node',
  // The compiler has done that already.
  transform: { target: 'esnext' },
  // Helpers for rewritten syntax are the bundler's own, and no package of ours.
  external: (id) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('@oxc-project/'),
});
await bundle.write({
  dir: target,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'parts/[name]-[hash].js',
});
await bundle.close();
// Reports look for what they carry beside the code that writes them.
cpSync(join(dist, 'verdict/reports/html/assets'), join(target, 'parts/assets'), { recursive: true });
