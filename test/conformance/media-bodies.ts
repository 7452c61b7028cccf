/** Files and forms that the tests of media send, and what a test may want to know of them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type GraphAnswer, type ServedMock, TOKEN } from './served-mock.js';

export const MEDIA = '/v23.0/100000000000001/media';

/** The first bytes of a PNG, which is as much as anybody looks at. */
export const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** The head of a WebP picture, still or animated, in a file of this size. */
export function webp(isAnimated: boolean, sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  bytes.write('RIFF', 0, 'latin1');
  bytes.write('WEBPVP8X', 8, 'latin1');
  bytes[20] = isAnimated ? 0x02 : 0x00;
  return bytes;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface Upload {
  readonly bytes?: Uint8Array;
  /** Of the part. */
  readonly partType?: string;
  readonly fileName?: string;
  /** The other fields of the form; `type` is one. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly token?: string;
}

/** Posts a form with one file. */
export async function upload(graph: ServedMock, given: Upload = {}): Promise<GraphAnswer> {
  const { bytes = PNG, partType = 'image/png', fileName = 'a.png', path = MEDIA, token = TOKEN } = given;
  const form = new FormData();
  for (const [name, value] of Object.entries(given.fields ?? { messaging_product: 'whatsapp' }))
    form.append(name, value);
  form.append('file', new Blob([bytes], { type: partType }), fileName);
  const response = await fetch(graph.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as unknown };
}

/** Uploads a file that is taken, and gives its id. */
export async function uploaded(graph: ServedMock, given: Upload = {}): Promise<string> {
  const answer = await upload(graph, given);
  const { id } = answer.json as { id?: unknown };
  if (typeof id !== 'string') throw new Error(`the upload was refused: ${answer.text}`);
  return id;
}

/** The URL that Graph gives for media. */
export async function urlOf(graph: ServedMock, id: string): Promise<string> {
  const { json } = await graph.call(`/v23.0/${id}`, { method: 'GET' });
  return (json as { url: string }).url;
}

/** Gives the tests of a file a temporary folder of their own: other mocks upload at the same time. */
export function ownFolder(): void {
  const usual = process.env.TMPDIR;
  beforeAll(() => {
    process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'waproof-test-'));
  });
  afterAll(() => {
    rmSync(tmpdir(), { recursive: true, force: true });
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  });
}

/** The files that mocks keep in the folder of these tests. */
export const storedFiles = (): string[] =>
  readdirSync(tmpdir())
    .filter((name) => name.startsWith('waproof-files-'))
    .flatMap((name) => readdirSync(join(tmpdir(), name)));

/** A form as text, for what no client would send. */
export const rawForm = (boundary: string, ...parts: readonly string[]): string =>
  `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
