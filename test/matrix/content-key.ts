/**
 * What a result depends on, as a short key: the code that plays, the scenario, the subject; and for its verdict the code
 * that judges. Same content, same key, whatever commit it is of; so results that are kept hold for as long as they are true.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRoot } from '../../cli/root.js';
import { fileOfScenario } from './queue.js';
import type { Subject } from './subjects.js';

/** Rooms that decide what happens in a run. */
const PLAYING = ['core', 'harness', 'loadgen', 'metrics', 'mock-server'];
/** Rooms that decide what is said of it. */
const JUDGING = ['core', 'verdict'];
/** What a room may have beside its code and does not run. */
const IDLE = /\.(?:map|d\.ts|css|md|tsbuildinfo)$|[\\/]reports[\\/]/;

function filesOf(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map((name) => join(place, name))
    .filter((file) => !IDLE.test(file) && !file.includes('__pycache__') && statSync(file).isFile())
    .sort();
}

function hashOf(places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const place of places)
    for (const file of filesOf(place)) hash.update(`${file.slice(place.length)}\0`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** The code that runs, compiled or not: two folders up from here. */
const rooms = (names: readonly string[]) =>
  names.map((name) => fileURLToPath(new URL(`../../${name}`, import.meta.url)));
const inRoot = (names: readonly string[]) => names.map((name) => fileURLToPath(new URL(name, findRoot())));

export interface ContentKeys {
  played(subject: Subject, scenario: string): string;
  readonly judged: string;
}

/** Reads everything once: what changes afterwards is not noticed. */
export function createContentKeys(): ContentKeys {
  const playing = hashOf([...rooms(PLAYING), ...inRoot(['package-lock.json'])]);
  const subjects = new Map<string, string>();
  const scenarios = new Map<string, string>();
  const remember = (known: Map<string, string>, name: string, places: () => readonly string[]) => {
    const key = known.get(name) ?? hashOf(places());
    known.set(name, key);
    return key;
  };
  return {
    judged: hashOf(rooms(JUDGING)),
    played(subject, scenario) {
      const own = remember(subjects, subject.name, () => inRoot(subject.sources));
      const played = remember(scenarios, scenario, () => [fileOfScenario(scenario)]);
      return createHash('sha256').update(`${playing} ${own} ${played}`).digest('hex').slice(0, 12);
    },
  };
}
