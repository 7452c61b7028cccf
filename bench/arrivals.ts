/** Open-loop arrivals through the whole mock to a subject that answers at once: how late they are, at a given rate. */
import { createSystemClock } from '../core/clock.js';
import { createRandom } from '../core/random.js';
import { createRecorder } from '../core/recorder.js';
import { playLoad } from '../loadgen/engine.js';
import { createUsers } from '../loadgen/users/create-users.js';
import { createMock } from '../mock-server/mock.js';
import { startChild } from './child.js';

export interface ArrivalsResult {
  readonly played: number;
  readonly dropped: number;
  readonly latenessP99Ms: number;
  readonly latenessMaxMs: number;
}

/** Users go away after a short while unanswered, so that enough of them are free. */
const PATIENCE_MS = 500;

export async function benchArrivals(ratePerSecond: number, seconds: number): Promise<ArrivalsResult> {
  const receiver = await startChild('bare-receiver.js');
  const clock = createSystemClock();
  const recorder = createRecorder(clock);
  const random = createRandom(1);
  const mock = createMock({ clock, recorder, random, host: '127.0.0.1', port: 0 });
  await mock.deliverTo({ url: new URL('/webhook', receiver.url), timeoutMs: 10_000 });
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
  const { arrivalsPlayed, arrivalsDropped, latenessP99Ms, latenessMaxMs } = load.look();
  await mock.close();
  await receiver.stop();
  return { played: arrivalsPlayed, dropped: arrivalsDropped, latenessP99Ms, latenessMaxMs };
}
