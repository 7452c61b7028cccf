/**
 * Plays users who write to the business, in an open loop: every arrival is due at its instant whether or not the
 * subject keeps up, and an engine that comes late catches up with everything that fell due. It does not carry messages
 * anywhere (`write` does) and does not look for answers (`replied` tells it).
 */
import type { Cancel, Clock } from '../core/clock.js';
import type { WaId } from '../core/ids.js';
import type { Random } from '../core/random.js';
import { createConversations, type WrittenLine } from './conversations.js';
import { type Crowd, createCrowd } from './crowd.js';
import type { Load } from './load.js';
import { createPunctuality, type LoadSample } from './punctuality.js';
import { createSchedule, type ScheduledArrival } from './schedule.js';
import { scripts } from './scripts/index.js';
import type { Script } from './scripts/script.js';
import type { User } from './users/create-users.js';

export interface LoadOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly loads: readonly Load[];
  /** At least as many as the loads need together; each load gets the next of them, none is shared. */
  readonly users: readonly User[];
  /**
   * Called synchronously for every message, in the order of their instants, never before `playLoad` has returned. Gives
   * the message's id, which later messages may refer to.
   */
  write(line: WrittenLine): string | undefined;
  /** An arrival fell due and could not be played. */
  drop?(arrival: { due: number; reason: string }): void;
  /** Reading of the clock from which `due` counts. Default: the moment of this call, when the load begins. */
  readonly originMs?: number;
  /** Mean wait between an answer and the user's next line, exponentially distributed. Default 1,000 ms. */
  readonly thinkMs?: number;
  /** How long a user waits for an answer before going away. Default 5,000 ms. */
  readonly patienceMs?: number;
  /** Where `says` is looked up. Default: the scripts that ship. */
  readonly scripts?: Readonly<Record<string, Script>>;
}

export interface LoadPlay {
  /** The subject answered this user; without effect when the user waits for no answer. @param message id of the answer. */
  replied(user: WaId, message?: string): void;
  /** What happened since the last look. */
  look(): LoadSample;
  /** Ends everything at once: no further arrival, no further line. */
  stop(): void;
  /** Every arrival was played and every conversation has ended, or the play was stopped. */
  readonly done: Promise<void>;
}

/** The part of the users that plays one load. */
interface Cast {
  readonly script: Script;
  readonly crowd: Crowd;
  readonly users: number;
  turn: number;
}

/** So many arrivals are caught up with before sockets and other timers get their turn. */
const ARRIVALS_PER_TURN = 256;

/** @throws RangeError when there are fewer users than the loads need, or a load names no known script. */
export function playLoad(options: LoadOptions): LoadPlay {
  const { clock, random, loads, write, thinkMs = 1_000, patienceMs = 5_000 } = options;
  const beganAt = clock.now();
  const originMs = options.originMs ?? beganAt;
  const now = () => clock.now() - originMs;
  const casts = castLoads(options);
  const schedule = createSchedule(loads, random);
  const punctuality = createPunctuality();
  const conversations = createConversations({ clock, now, write, thinkMs, patienceMs });
  let cancelTick: Cancel = () => {};
  let stopped = false;
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });

  function finishIfOver(): void {
    if (conversations.count() === 0 && schedule.nextMs() === undefined) finish();
  }

  function arrive({ number, dueMs, load }: ScheduledArrival): void {
    const cast = casts[load];
    if (!cast) return;
    const due = beganAt - originMs + dueMs;
    const turn = cast.turn++;
    const user = cast.crowd.take(turn);
    if (!user) {
      punctuality.dropped();
      options.drop?.({ due, reason: `all ${cast.users} users are in a conversation` });
      return;
    }
    punctuality.played(now() - due);
    const onEnd = () => {
      cast.crowd.release(user);
      finishIfOver();
    };
    const chance = random.fork(`conversation/${number}`);
    conversations.begin({ number, load, turn, user, script: cast.script, random: chance, onEnd }, due);
  }

  function scheduleTick(): void {
    const nextMs = schedule.nextMs();
    if (nextMs !== undefined) cancelTick = clock.schedule(beganAt + nextMs - clock.now(), tick);
  }

  function tick(): void {
    for (let played = 0; played < ARRIVALS_PER_TURN && !stopped; played++) {
      const arrival = schedule.takeDue(clock.now() - beganAt);
      if (!arrival) break;
      arrive(arrival);
    }
    if (stopped) return;
    scheduleTick();
    finishIfOver();
  }

  scheduleTick();
  finishIfOver();

  return {
    done,
    look: punctuality.look,
    replied: conversations.replied,
    stop() {
      stopped = true;
      cancelTick();
      conversations.stop();
      finish();
    },
  };
}

/** Gives each load its script and its own part of the users. */
function castLoads({ loads, users, random, scripts: known = scripts }: LoadOptions): Cast[] {
  let first = 0;
  return loads.map((load, index) => {
    const script = known[load.says];
    if (!script) throw new RangeError(`no conversation script is called ${load.says}`);
    const cast = users.slice(first, first + load.users);
    first += load.users;
    if (cast.length < load.users) throw new RangeError(`the loads need ${first} users or more, got ${users.length}`);
    return { script, crowd: createCrowd(cast, random.fork(`crowd/${index}`)), users: load.users, turn: 0 };
  });
}
