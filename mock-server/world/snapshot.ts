/**
 * The whole world as one plain value: what `GET /_waproof/world/export` gives and `POST /_waproof/world` takes back.
 * Built over the world's stores, and knows none of them. Bytes of files are not in it, only what names them. Values are
 * taken at their word: only that they stand under their own ids, in stores that there are, is checked.
 */
import { isRecord, NEXT_ID, type Store } from './changes.js';
import type { CollectionSpec, Identified } from './collection.js';
import { collections } from './collections.js';
import type { Credentials, World } from './world.js';

export const EXPORT_FORMAT = 'waproof-world';
/** Counted up when an older version could not make sense of a newer export. */
export const EXPORT_VERSION = 1;
export const HIDDEN = '(hidden)';

export type StoreEntries = readonly (readonly [id: string, value: unknown])[];

export interface WorldExport {
  readonly format: typeof EXPORT_FORMAT;
  readonly version: number;
  /** Wall time of the world in milliseconds. */
  readonly at: number;
  /** Without them it cannot be loaded. */
  readonly secrets: boolean;
  readonly credentials: Credentials;
  readonly stores: Readonly<Record<string, StoreEntries>>;
}

const SECRET_CREDENTIALS = ['accessToken', 'appSecret', 'verifyToken'] as const;

const specs = collections as readonly unknown[] as readonly CollectionSpec<Identified>[];
const secretsOf = (store: string): readonly string[] => specs.find(({ name }) => name === store)?.secrets ?? [];

function hide<Value extends object>(value: Value, members: readonly string[]): Value {
  const hidden = members.filter((member) => Object.hasOwn(value, member)).map((member) => [member, HIDDEN]);
  return { ...value, ...Object.fromEntries(hidden) };
}

function withoutSecrets(store: string, entries: StoreEntries): StoreEntries {
  const secrets = secretsOf(store);
  if (secrets.length === 0) return entries;
  // An id that is itself the secret hides in both places.
  return entries.map(([id, value]) => [
    secrets.includes('id') && id !== NEXT_ID ? HIDDEN : id,
    isRecord(value) ? hide(value, secrets) : value,
  ]);
}

/** @param secrets whether tokens, app secrets and PINs are in it. */
export function exportWorld(world: World, secrets: boolean): WorldExport {
  const stores: Record<string, StoreEntries> = {};
  for (const store of world.stores) {
    const entries = [...store.entries()];
    stores[store.name] = secrets ? entries : withoutSecrets(store.name, entries);
  }
  return {
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
    at: world.now(),
    secrets,
    credentials: secrets ? world.credentials : hide(world.credentials, SECRET_CREDENTIALS),
    stores,
  };
}

/** What keeps this value from being loaded into this world; empty: nothing. */
export function problemsOfExport(world: World, value: unknown): readonly string[] {
  if (!isRecord(value) || value.format !== EXPORT_FORMAT)
    return [`this is no export of a world: expected "format": "${EXPORT_FORMAT}"`];
  if (value.version !== EXPORT_VERSION)
    return [
      `this export has the version ${JSON.stringify(value.version)}, this waproof reads version ${EXPORT_VERSION}`,
    ];
  if (value.secrets !== true)
    return ['this export has no secrets and cannot be loaded: make one with GET /_waproof/world/export?secrets=true'];
  if (!isRecord(value.stores) || !isRecord(value.credentials))
    return ['this export is incomplete: expected the members credentials and stores'];
  const stores = new Map(world.stores.map((store) => [store.name, store]));
  return [
    ...problemsOfCredentials(world.credentials, value.credentials),
    ...Object.entries(value.stores).flatMap(([name, entries]) => problemsOfStore(name, stores.get(name), entries)),
  ];
}

/** Parts of the mock were told at its start what it is called: another world needs another mock. */
function problemsOfCredentials(own: Credentials, given: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(own)
    .filter(([name, value]) => given[name] !== value)
    .map(
      ([name]) =>
        `this world has another ${name} than this mock: start the mock with the same one (waproof.yml, mock: ${name})`,
    );
}

function problemsOfStore(name: string, store: Store | undefined, entries: unknown): string[] {
  if (!store) return [`stores.${name}: this waproof keeps nothing by that name`];
  if (!Array.isArray(entries)) return [`stores.${name}: expected a list of pairs`];
  const wrong = entries.findIndex(
    (entry) => !Array.isArray(entry) || typeof entry[0] !== 'string' || !store.fits(entry[0], entry[1]),
  );
  const count = entries.length;
  // One more: the next id.
  if (wrong === -1 && count > (store.limit ?? count) + 1)
    return [`stores.${name}: ${count} entries; it holds at most ${store.limit}`];
  if (wrong !== -1) return [`stores.${name}[${wrong}]: expected an id and what stands under it`];
  return [];
}

/** Stores whose objects are worth nothing without the bytes that they name. */
const KEEP_FILES = ['media', 'uploadSessions', 'uploadedAssets'];

/** An export as another mock can load it: bytes do not travel with it. */
export function withoutFiles(given: WorldExport): { readonly kept: WorldExport; readonly leftOut: number } {
  let leftOut = 0;
  const stores = { ...given.stores };
  for (const name of KEEP_FILES) {
    const entries = stores[name] ?? [];
    // Ids go on from where they were: none comes to mean another file.
    const rest = entries.filter(([id]) => id === NEXT_ID);
    leftOut += entries.length - rest.length;
    stores[name] = rest;
  }
  return { kept: { ...given, stores }, leftOut };
}

/** Puts a world that has no problems in place of what is there. What it says nothing of is as in a fresh mock. */
export function loadWorld(world: World, { stores }: WorldExport): void {
  world.reset();
  for (const store of world.stores) {
    const entries = stores[store.name];
    if (!entries) continue;
    store.clear();
    for (const [id, value] of entries) store.restore(id, value);
  }
  world.changes.listener?.replace();
}
