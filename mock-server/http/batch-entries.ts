/** Reads the `batch` parameter: what each entry asks for, and which others it waits for. */
import { namesReferredTo } from './batch-references.js';

export interface BatchEntry {
  readonly method: string;
  readonly relativeUrl: string;
  readonly body: string;
  readonly name: string | undefined;
  /** Names of entries that come first. */
  readonly needs: readonly string[];
  /** A success answers `null`: usual for an entry that others refer to. */
  readonly omitsSuccess: boolean;
  readonly attachedFiles: readonly string[];
  /** By name in small letters. */
  readonly headers: ReadonlyMap<string, string>;
}

type Given = Readonly<Record<string, unknown>>;

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Headers come as `"Name: value"` or as `{name, value}`. */
function readHeaders(given: unknown): Map<string, string> {
  const headers = new Map<string, string>();
  for (const header of Array.isArray(given) ? given : []) {
    const [name, value] =
      typeof header === 'string'
        ? [header.slice(0, header.indexOf(':')), header.slice(header.indexOf(':') + 1)]
        : [textOf((header as Given | null)?.name) ?? '', textOf((header as Given | null)?.value) ?? ''];
    if (name !== '') headers.set(name.trim().toLowerCase(), value.trim());
  }
  return headers;
}

function readEntry(given: Given, referred: ReadonlySet<string>): BatchEntry {
  const relativeUrl = textOf(given.relative_url) ?? '';
  const body = typeof given.body === 'object' && given.body !== null ? JSON.stringify(given.body) : textOf(given.body);
  const name = textOf(given.name);
  const dependsOn = textOf(given.depends_on);
  const references = namesReferredTo(`${relativeUrl} ${body ?? ''}`);
  const omits = given.omit_response_on_success;
  return {
    method: (textOf(given.method) ?? 'GET').toUpperCase(),
    relativeUrl,
    body: body ?? '',
    name,
    needs: dependsOn === undefined ? references : [...references, dependsOn],
    omitsSuccess: omits === undefined ? name !== undefined && referred.has(name) : omits !== false && omits !== 'false',
    attachedFiles: (textOf(given.attached_files) ?? '').split(',').flatMap((file) => file.trim() || []),
    headers: readHeaders(given.headers),
  };
}

/** An entry may wait only for entries before it: so no two can wait for each other. */
function problemOf(entries: readonly BatchEntry[]): string | undefined {
  const before = new Set<string>();
  for (const [index, { method, relativeUrl, name, needs }] of entries.entries()) {
    if (!METHODS.includes(method)) return `Param batch[${index}]['method'] must be one of {${METHODS.join(', ')}}.`;
    if (relativeUrl === '') return `The parameter batch[${index}]['relative_url'] is required.`;
    const unknown = needs.find((need) => !before.has(need));
    if (unknown !== undefined)
      return `Param batch[${index}] depends on "${unknown}", which no entry before it is named.`;
    if (name !== undefined) before.add(name);
  }
  return undefined;
}

export function readBatch(given: unknown): { readonly list: readonly BatchEntry[] } | { readonly problem: string } {
  if (!Array.isArray(given) || given.length === 0) return { problem: 'Param batch must be an array.' };
  const objects: Given[] = [];
  for (const [index, entry] of given.entries()) {
    if (typeof entry !== 'object' || entry === null) return { problem: `Param batch[${index}] must be a JSON object.` };
    objects.push(entry as Given);
  }
  const referred = new Set(
    objects.flatMap(({ relative_url, body }) => namesReferredTo(`${textOf(relative_url)} ${textOf(body)}`)),
  );
  const list = objects.map((entry) => readEntry(entry, referred));
  const problem = problemOf(list);
  return problem === undefined ? { list } : { problem };
}
