/** Whatever happens to a world, its file gives the same world again: the whole, and what was written turn by turn. */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type WaId, waId } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { keepWorld, type WorldKeeper } from '../../../../mock-server/state/keep-world.js';
import type { CollectionSpec, Identified } from '../../../../mock-server/world/collection.js';
import { collections } from '../../../../mock-server/world/collections.js';
import { exportWorld } from '../../../../mock-server/world/snapshot.js';
import { createWorld, defaultCredentials, mergeCredentials, type World } from '../../../../mock-server/world/world.js';

interface Thing extends Identified {
  readonly note?: number;
}
const specs = collections as readonly unknown[] as readonly CollectionSpec<Thing>[];

let folder: string;
let file: string;
let count = 0;
let wallTime = 1_800_000_000_000;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waproof-state-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  file = join(folder, `${++count}.state`);
});

const makeWorld = (credentials = defaultCredentials) => createWorld(credentials, createRandom(1), () => wallTime);
/** As JSON has it. */
const contentsOf = (world: World) => JSON.parse(JSON.stringify(exportWorld(world, true).stores)) as unknown;

const notes: string[] = [];
function open(world: World, rewriteBytes?: number): WorldKeeper {
  notes.length = 0;
  return keepWorld({
    world,
    file,
    note: (text) => void notes.push(text),
    onLost: (error) => {
      throw error;
    },
    ...(rewriteBytes !== undefined && { rewriteBytes }),
  });
}

/** What the file holds, opened by another mock after the first one was killed. */
function reopened(): unknown {
  const world = makeWorld();
  const keeper = open(world);
  const contents = contentsOf(world);
  keeper.close();
  return contents;
}

const users = ['15550100002', '4915550100', '33155501007'].map(waId);
const user = fc.constantFrom<WaId>(...users);
const spec = fc.nat(specs.length - 1);
const small = fc.nat(5);

type Act =
  | { kind: 'add' | 'put' | 'update' | 'remove'; spec: number; which: number }
  | { kind: 'create' | 'review' | 'delete'; which: number }
  | { kind: 'write' | 'send' | 'status'; user: WaId; which: number }
  | { kind: 'reset' | 'wait' };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('add', 'put', 'update', 'remove'), spec, which: small }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('create', 'review', 'delete'), which: small }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('write', 'send', 'status'), user, which: small }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('reset', 'wait') }) },
);

function perform(world: World, done: Act): void {
  switch (done.kind) {
    case 'add':
    case 'put':
    case 'update':
    case 'remove': {
      const collection = world.of(specs[done.spec] as CollectionSpec<Thing>);
      const id = collection.all()[done.which]?.id ?? `own-${done.which}`;
      if (collection.isFull() && !(done.kind === 'put' && collection.get(id))) return;
      if (done.kind === 'add') collection.add((fresh) => ({ id: fresh, note: done.which }));
      else if (done.kind === 'put') collection.put({ id, note: done.which });
      else if (done.kind === 'update') collection.update(id, { note: 100 + done.which });
      else collection.remove(id);
      return;
    }
    case 'create':
    case 'review':
    case 'delete': {
      const { templateStore } = world;
      const known = templateStore.all()[done.which];
      if (done.kind === 'create')
        templateStore.create({
          name: `template_${done.which}`,
          language: 'en_US',
          category: 'UTILITY',
          parameterFormat: 'POSITIONAL',
          components: [{ type: 'BODY', text: 'hello' }],
        });
      else if (known && done.kind === 'review') templateStore.review(known.id, { status: 'PAUSED' });
      else if (known) templateStore.remove([known], done.which > 2);
      return;
    }
    case 'write':
      world.writeMessage(done.user, `name ${done.which}`);
      return;
    case 'send': {
      const message = world.receiveMessage(done.user);
      const { phoneNumberId } = defaultCredentials;
      world.messages.add({ message, phoneNumberId, to: done.user, type: 'text', sentAt: wallTime });
      world.tallies.count('sent', { phoneNumberId, to: done.user }, wallTime);
      return;
    }
    case 'status': {
      const entry = world.messages.all()[done.which];
      if (entry) world.messages.reach(entry.id, 'delivered', wallTime);
      return;
    }
    case 'reset':
      world.reset();
      return;
    case 'wait':
      wallTime += 60_000;
      return;
    default:
      done satisfies never;
  }
}

describe('the same world again', () => {
  test.each([
    ['line by line', undefined],
    ['with the file written anew every few lines', 600],
  ])('after any changes, killed at any time, %s', (_, rewriteBytes) => {
    fc.assert(
      fc.property(fc.array(fc.array(act, { maxLength: 4 }), { maxLength: 20 }), (turns) => {
        file = join(folder, `${++count}.state`);
        const world = makeWorld();
        // Never closed: whoever is killed closes nothing.
        const keeper = open(world, rewriteBytes);
        for (const turn of turns) {
          for (const one of turn) perform(world, one);
          keeper.commit();
        }
        expect(reopened()).toEqual(contentsOf(world));
      }),
      { numRuns: 150 },
    );
  });

  test('and it goes on as if it had never ended: ids and message ids are new ones', () => {
    const world = makeWorld();
    const keeper = open(world);
    const first = world.receiveMessage(waId('15550100002'));
    const spec = specs.find(({ name }) => name === 'flows') as CollectionSpec<Thing>;
    const flow = world.of(spec).add((id) => ({ id }));
    world.of(spec).remove(flow.id);
    keeper.commit();

    const next = makeWorld();
    open(next);
    expect(next.receiveMessage(waId('15550100002'))).not.toBe(first);
    expect(next.of(spec).add((id) => ({ id })).id).toBe(String(Number(flow.id) + 1));
  });

  /** What they count is over within the hour. */
  const SHORT_LIVED = ['rates'];

  test('every part of the world that can be reset is kept', () => {
    const world = makeWorld();
    const parts = Object.entries(world).filter(
      ([, part]) => typeof part === 'object' && part !== null && typeof part.reset === 'function',
    );
    const unkept = parts.filter(
      ([name, part]) => !SHORT_LIVED.includes(name) && part.store === undefined && part.stores === undefined,
    );
    expect(parts.length).toBeGreaterThan(2);
    expect(unkept.map(([name]) => name)).toEqual([]);
  });

  test('names of stores are told apart', () => {
    const names = makeWorld().stores.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what is written when', () => {
  test('a turn without commit is written when the turn is over, as one line', async () => {
    const world = makeWorld();
    open(world);
    const before = readFileSync(file, 'utf8').split('\n').length;
    world.writeMessage(waId('15550100002'), 'Ana');
    world.receiveMessage(waId('15550100002'));
    await Promise.resolve();
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines.length).toBe(before + 1);
    expect(JSON.parse(lines.at(-2) ?? '')).toEqual([
      wallTime,
      [['customers', '15550100002', expect.objectContaining({ name: 'Ana', written: 1, received: 1 })]],
    ]);
  });

  test('the file does not grow for ever', () => {
    const world = makeWorld();
    const keeper = open(world, 10_000);
    const whole = statSync(file).size;
    for (let i = 0; i < 2_000; i++) {
      world.receiveMessage(waId('15550100002'));
      keeper.commit();
    }
    expect(statSync(file).size).toBeLessThan(3 * whole + 20_000);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  test('nothing follows a world whose keeper is closed', () => {
    const world = makeWorld();
    const keeper = open(world);
    keeper.close();
    const { size } = statSync(file);
    world.receiveMessage(waId('15550100002'));
    expect(world.changes.listener).toBeUndefined();
    expect(statSync(file).size).toBe(size);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});

describe('a file that is not whole', () => {
  test('cut off anywhere in its last line it gives the world before that line, and says so', () => {
    const world = makeWorld();
    const keeper = open(world);
    world.writeMessage(waId('15550100002'), 'Ana');
    keeper.commit();
    const before = contentsOf(world);
    const sound = statSync(file).size;
    world.writeMessage(waId('15550100002'), 'Anna');
    keeper.commit();
    const whole = readFileSync(file);
    for (let length = sound + 1; length < whole.length; length++) {
      writeFileSync(file, whole);
      truncateSync(file, length);
      expect(reopened()).toEqual(before);
      expect(notes).toEqual([`${file}: the last line was cut off and is left out`]);
      // It is gone from the file as well: what comes next stands on a line of its own.
      expect(statSync(file).size).toBe(sound);
    }
    writeFileSync(file, whole);
    expect(reopened()).toEqual(contentsOf(world));
    expect(notes).toEqual([]);
  });

  const header = (changes: object) =>
    JSON.stringify({ ...exportWorld(makeWorld(mergeCredentials()), true), ...changes });

  test.each<[string, () => string, string]>([
    ['no JSON', () => 'hello\n', 'is no state of a mock: its first line is not JSON'],
    ['another format', () => '{"format":"x"}\n', 'this is no export of a world'],
    [
      'a newer version',
      () => `${header({ version: 2 })}\n`,
      'this export has the version 2, this waproof reads version 1',
    ],
    ['hidden secrets', () => `${header({ secrets: false })}\n`, 'this export has no secrets'],
    [
      'another world',
      () => `${header({ credentials: { ...defaultCredentials, appId: '7' } })}\n`,
      'this world has another appId than this mock',
    ],
    [
      'a store that there is not',
      () => `${header({ stores: { flowz: [] } })}\n`,
      'stores.flowz: this waproof keeps nothing by that name',
    ],
    [
      'an entry under another id',
      () => `${header({ stores: { flows: [['1', { id: '2' }]] } })}\n`,
      'stores.flows[0]: expected an id and what stands under it',
    ],
    ['a line in the middle', () => `${header({})}\n{"x":\n[1,[]]\n`, 'is damaged: line 2 is not what a mock writes'],
    ['an unknown store in a line', () => `${header({})}\n[1,[["flowz","1"]]]\n`, 'is damaged: line 2 says of flowz'],
  ])('%s is refused, and the file and its lock are left alone', (_, text, problem) => {
    writeFileSync(file, text());
    expect(() => open(makeWorld())).toThrow(problem);
    expect(readFileSync(file, 'utf8')).toBe(text());
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('an export that somebody saved is a state as well', () => {
    const world = makeWorld();
    world.writeMessage(waId('15550100002'), 'Ana');
    writeFileSync(file, JSON.stringify(exportWorld(world, true), undefined, 2));
    expect(reopened()).toEqual(contentsOf(world));
    appendFileSync(file, '');
    expect(reopened()).toEqual(contentsOf(world));
  });
});

describe('a file in use', () => {
  test('by a living process is refused', () => {
    writeFileSync(`${file}.lock`, '1');
    expect(() => open(makeWorld())).toThrow(`${file} is in use by process 1: stop it, or give this mock a state file`);
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe('1');
  });

  test.each(['4194999', 'nonsense', ''])('by a process that is gone is taken over (lock: %j)', (lock) => {
    writeFileSync(`${file}.lock`, lock);
    const keeper = open(makeWorld());
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe(String(process.pid));
    keeper.close();
  });

  test('in a folder that is not there is refused', () => {
    file = join(folder, 'missing', 'x.state');
    expect(() => open(makeWorld())).toThrow(/cannot keep state in .*: ENOENT/);
  });
});
