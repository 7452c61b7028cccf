/** Open-loop arrivals through the whole mock to a subject that answers at once: how late they are, at a given rate. */
import { type Clock, createSystemClock } from '../core/clock.js';
import { createRandom, type Random } from '../core/random.js';
import { createRecorder } from '../core/recorder.js';
import { playLoad } from '../loadgen/engine.js';
import type { LoadSample } from '../loadgen/punctuality.js';
import { createUsers } from '../loadgen/users/create-users.js';
import { createMock, type Mock } from '../mock-server/mock.js';
import { benchRules } from './bench-rules.js';
import { startChild } from './child.js';

export interface ArrivalsResult {
  readonly played: number;
  readonly dropped: number;
  readonly latenessP99Ms: number;
  readonly latenessMaxMs: number;
}

/** Users go away after a short while unanswered, so that enough of them are free. */
const PATIENCE_MS = 500;

/** Played first and not counted: the code is compiled and the connections are opened while it runs. */
const WARM_UP_SECONDS = 2;

interface Stage {
  readonly clock: Clock;
  readonly random: Random;
  readonly mock: Mock;
}

async function play({ clock, random, mock }: Stage, ratePerSecond: number, seconds: number): Promise<LoadSample> {
  const users = Math.ceil(ratePerSecond * 2);
  const load = playLoad({
    clock,
    random,
    users: createUsers(users, random),
    loads: [
      {
        users,
        process: 'constant',
        fromPerSecond: ratePerSecond,
        toPerSecond: ratePerSecond,
        fromMs: 0,
        toMs: seconds * 1_000,
        says: 'greeting',
      },
    ],
    patienceMs: PATIENCE_MS,
    write: ({ user, message, step, token, due }) => {
      mock.write({ user: user.waId, name: user.name, content: { ...message }, step, token, due });
    },
  });
  await load.done;
  return load.look();
}

export async function benchArrivals(ratePerSecond: number, seconds: number): Promise<ArrivalsResult> {
  const receiver = await startChild('bare-receiver.js');
  const clock = createSystemClock();
  const recorder = createRecorder(clock);
  const random = createRandom(1);
  const mock = createMock({ clock, recorder, random, host: '127.0.0.1', port: 0, rules: benchRules });
  await mock.deliverTo({ url: new URL('/webhook', receiver.url), timeoutMs: 10_000 });
  const stage: Stage = { clock, random, mock };
  await play(stage, ratePerSecond, WARM_UP_SECONDS);
  const { arrivalsPlayed, arrivalsDropped, latenessP99Ms, latenessMaxMs } = await play(stage, ratePerSecond, seconds);
  await mock.close();
  await receiver.stop();
  return { played: arrivalsPlayed, dropped: arrivalsDropped, latenessP99Ms, latenessMaxMs };
}
