/** What `npm ci` installs: pinned, complete on every platform, and fit for the oldest Node that is supported. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const manifest: Package = read('package.json');
const packages: Readonly<Record<string, Package>> = read('package-lock.json').packages;
const installed = Object.entries(packages).filter(([path]) => path !== '');

const OLDEST_NODE = [20, 19, 0] as const;

type Version = readonly [major: number, minor: number, patch: number];
const compare = (a: Version, b: Version) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** One comparator of a range: `^20.19.0`, `>=18`, `14`, `6.*`, `*`. */
function acceptsOne(comparator: string, version: Version): boolean {
  const [, operator = '', ...numbers] =
    /^(\^|~|>=|<=|>|<|=)?\s*v?(\d+)?(?:\.(\d+))?(?:\.(\d+))?/.exec(comparator) ?? [];
  const [major, minor, patch] = numbers.map((digits) => (digits === undefined ? undefined : Number(digits)));
  if (major === undefined) return true;
  const bound: Version = [major, minor ?? 0, patch ?? 0];
  switch (operator) {
    case '>=':
      return compare(version, bound) >= 0;
    case '>':
      return compare(version, bound) > 0;
    case '<':
      return compare(version, bound) < 0;
    case '<=':
      return compare(version, bound) <= 0;
    case '~':
      return version[0] === major && (minor === undefined || version[1] === minor) && compare(version, bound) >= 0;
    case '^':
      return version[0] === major && compare(version, bound) >= 0;
    default:
      return (
        version[0] === major &&
        (minor === undefined || version[1] === minor) &&
        (patch === undefined || version[2] === patch)
      );
  }
}

const accepts = (range: string, version: Version) =>
  range.split('||').some((part) =>
    part
      .trim()
      .replace(/([<>=~^])\s+/g, '$1')
      .split(/\s+/)
      .every((comparator) => acceptsOne(comparator, version)),
  );

test('the reading of version ranges is right', () => {
  expect(accepts('^20.19.0 || >=22.12.0', [20, 19, 0])).toBe(true);
  expect(accepts('^20.19.0 || >=22.12.0', [22, 1, 0])).toBe(false);
  expect(accepts('>= 0.8', [20, 19, 0])).toBe(true);
  expect(accepts('>=22.12', [20, 20, 2])).toBe(false);
  expect(accepts('6.* || 8.* || >= 10.*', [20, 19, 0])).toBe(true);
  expect(accepts('>=12 <20', [20, 19, 0])).toBe(false);
  expect(accepts('*', [20, 19, 0])).toBe(true);
});

test('every dependency is pinned to one version', () => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});

test('manifest and lock agree', () => {
  const { dependencies, devDependencies } = packages[''] ?? {};
  expect({ dependencies, devDependencies }).toEqual({
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  });
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
});

test('every package has a version and a checksum, and comes from the public registry', () => {
  const odd = installed.filter(
    ([, { version, integrity, resolved }]) =>
      version === undefined ||
      !integrity?.startsWith('sha512-') ||
      (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
  );
  expect(odd.map(([path]) => path)).toEqual([]);
});

test('every optional dependency has an entry, so that npm ci works on each platform', () => {
  const missing = installed.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`]?.version && !packages[`${path}/node_modules/${name}`]?.version,
    ),
  );
  expect(missing).toEqual([]);
});

test('every package that is installed here accepts the oldest supported Node', () => {
  const tooNew = installed
    .filter(([, { engines }]) => !accepts(engines?.node ?? '*', OLDEST_NODE))
    .map(([path, { engines }]) => `${path}: ${engines?.node}`);
  expect(tooNew).toEqual([]);
  expect(manifest.engines?.node).toBe(`>=${OLDEST_NODE[0]}.${OLDEST_NODE[1]}`);
});

test('nothing that users install runs a script while it is installed', () => {
  const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  expect(scripted.map(([path]) => path).filter((path) => !path.endsWith('/fsevents'))).toEqual([]);
});
