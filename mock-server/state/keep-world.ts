/**
 * Keeps a world in a file, from one mock to the next: loads it, follows its changes and writes them down. What changes in
 * one turn of the event loop is one line. Kept are the world and, beside it, the bytes of files; not kept are webhooks
 * that were still to be delivered and statuses that messages had not reached, the faults that were active and the history.
 */
import { UsageError } from '../../core/usage-error.js';
import type { ChangeListener } from '../world/changes.js';
import { exportWorld, loadWorld, problemsOfExport, type WorldExport } from '../world/snapshot.js';
import type { World } from '../world/world.js';
import { lockFile } from './lock-file.js';
import { type ChangeLine, openStateFile, type ReadState, readStateFile, type StateFile } from './state-file.js';

export interface WorldKeeper {
  /** Writes down what has changed since the last time: to be called before anybody is told of it. */
  commit(): void;
  /** Writes down what time it is, where nothing else has changed: it was moved. */
  keepTime(): void;
  /** Whether the world was there before this mock. */
  readonly isOld: boolean;
  /** Wall time of the newest change in the file; 0: the file is new. */
  readonly keptAt: number;
  close(): void;
}

/** How a mock comes by the world that was kept. */
export interface MockState {
  /** Fills the world with what was kept, and keeps it from now on. */
  keep(world: World): WorldKeeper;
  /** Folder for the bytes of files. */
  readonly fileFolder: string;
}

export interface KeepOptions {
  readonly world: World;
  readonly file: string;
  /** Told what a person should know. */
  readonly note: (text: string) => void;
  /** Told that the state cannot be written any more; nothing that comes after can be acknowledged. */
  readonly onLost: (error: UsageError) => void;
  /** The file is written anew when its lines are longer than this and twice the world. Default: 4 MiB. */
  readonly rewriteBytes?: number;
}

const REWRITE_BYTES = 4 * 1_024 ** 2;

const whole = (world: World): string => JSON.stringify(exportWorld(world, true));

/** @throws UsageError for a state that is another world's, or of a newer waproof. */
function restore(world: World, file: string, { snapshot, turns }: ReadState): void {
  const problems = problemsOfExport(world, snapshot);
  if (problems.length > 0) throw new UsageError(`${file} cannot be loaded:`, problems);
  loadWorld(world, snapshot as WorldExport);
  const stores = new Map(world.stores.map((store) => [store.name, store]));
  for (const [index, [, changes]] of turns.entries())
    for (const [name, id, value] of changes) {
      const store = stores.get(name);
      if (!store || (value !== undefined && !store.fits(id, value)))
        throw new UsageError(`${file} is damaged: line ${index + 2} says of ${name} what cannot be`);
      store.restore(id, value);
    }
}

/** Collects the changes of a turn, in order; a value that goes on changing is read when they are written down. */
function createTurn(world: World, onFirst: () => void) {
  const stores = new Map(world.stores.map((store) => [store.name, store]));
  let changes: ChangeLine[] = [];
  let touched = new Set<string>();
  let isReplaced = false;
  const isEmpty = () => changes.length === 0 && !isReplaced;

  const listener: ChangeListener = {
    put(store, id, value) {
      if (isReplaced) return;
      if (isEmpty()) onFirst();
      changes.push(value === undefined ? [store, id] : [store, id, value]);
    },
    touch(store, id) {
      const key = `${store}/${id}`;
      if (isReplaced || touched.has(key)) return;
      if (isEmpty()) onFirst();
      touched.add(key);
      changes.push([store, id]);
    },
    replace() {
      if (isEmpty()) onFirst();
      isReplaced = true;
      changes = [];
    },
  };

  /** What is to be written; `whole`: everything. */
  function take(): readonly ChangeLine[] | 'whole' | 'nothing' {
    const [taken, readLater, all] = [changes, touched, isReplaced];
    changes = [];
    touched = new Set();
    isReplaced = false;
    if (all) return 'whole';
    if (taken.length === 0) return 'nothing';
    return taken.flatMap(([store, id, ...value]): ChangeLine[] => {
      if (value.length > 0 || !readLater.has(`${store}/${id}`)) return [[store, id, ...value]];
      const now = stores.get(store)?.read(id);
      return now === undefined ? [] : [[store, id, now]];
    });
  }

  return { listener, take };
}

/** @throws UsageError when the file is another mock's at present, damaged, or cannot be written. */
export function keepWorld({ world, file, note, onLost, rewriteBytes = REWRITE_BYTES }: KeepOptions): WorldKeeper {
  const unlock = lockFile(file);
  let state: StateFile;
  let known: ReadState | undefined;
  try {
    known = readStateFile(file);
    if (known) restore(world, file, known);
    if (known?.isTorn) note(`${file}: the last line was cut off and is left out`);
    state = openStateFile(file, known, () => whole(world));
  } catch (error) {
    unlock();
    if (error instanceof UsageError || !(error instanceof Error) || !('code' in error)) throw error;
    throw new UsageError(`cannot keep state in ${file}: ${error.message}`);
  }
  const keptAt = known ? (known.turns.at(-1)?.[0] ?? Number((known.snapshot as WorldExport).at)) : 0;
  const turn = createTurn(world, () => queueMicrotask(commit));
  let isLost = false;
  world.changes.listener = turn.listener;

  function write(): void {
    const changes = turn.take();
    if (changes === 'nothing') return;
    if (changes === 'whole') return state.replace(whole(world));
    if (changes.length > 0) state.append(JSON.stringify([world.now(), changes]));
    const { journal, snapshot } = state.size;
    if (journal > rewriteBytes && journal > 2 * snapshot) state.replace(whole(world));
  }

  function commit(): void {
    if (isLost) throw new UsageError(`state is no longer kept in ${file}`);
    try {
      write();
    } catch (error) {
      isLost = true;
      const lost = new UsageError(
        `cannot keep state in ${file}: ${error instanceof Error ? error.message : String(error)}`,
      );
      onLost(lost);
      throw lost;
    }
  }

  return {
    commit,
    keepTime() {
      commit();
      if (!isLost) state.append(JSON.stringify([world.now(), []]));
    },
    isOld: known !== undefined,
    keptAt,
    close() {
      if (!isLost) write();
      world.changes.listener = undefined;
      state.close();
      unlock();
    },
  };
}
