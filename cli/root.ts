/** The folder of the package, from the sources as well as from `dist/`. */
import { existsSync } from 'node:fs';

export function findRoot(): URL {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    const parent = new URL('..', folder);
    if (parent.href === folder.href) throw new Error('package.json is missing: the installation is broken');
    folder = parent;
  }
  return folder;
}
