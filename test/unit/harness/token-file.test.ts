import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeToken } from '../../../harness/token-file.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waproof-token-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('holds the token and nothing else, for the owner alone, and the next one in its place', () => {
  const file = join(folder, 'token');
  writeToken(file, 'EAA1');
  expect(readFileSync(file, 'utf8')).toBe('EAA1');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = statSync(file).ino;
  writeToken(file, 'EAA2');
  expect(readFileSync(file, 'utf8')).toBe('EAA2');
  // Another file took the place of the first: nobody can have read half of it.
  expect(statSync(file).ino).not.toBe(before);
  expect(readdirSync(folder)).toEqual(['token']);
});
