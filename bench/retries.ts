/**
 * Memory of deliveries that wait for a retry: very many messages to a target that refuses all of them, from payload and
 * signature to the line in which they wait. Sockets are left out: what waits has none.
 */
import { createSystemClock } from '../core/clock.js';
import { waId, wamid } from '../core/ids.js';
import { createRandom } from '../core/random.js';
import { createRecorder } from '../core/recorder.js';
import { createFaultBoard } from '../mock-server/faults/board.js';
import { createDispatcher } from '../mock-server/webhooks/dispatcher.js';
import { createRoutes } from '../mock-server/webhooks/routes.js';
import { createTargetGuard } from '../mock-server/webhooks/target-guard.js';
import { createTargets } from '../mock-server/webhooks/targets.js';
import { subscribeForGood } from '../mock-server/world/subscriptions.js';
import { createWorld, defaultCredentials } from '../mock-server/world/world.js';
import { heldBytes } from './held-bytes.js';

export interface RetriesResult {
  readonly pending: number;
  /** Of heap and buffers together. */
  readonly bytesEach: number;
  readonly bodyBytes: number;
  /** From writing the first message to the last one waiting. */
  readonly ms: number;
}

const HOUR_MS = 3_600_000;

/** @param count at most what a queue takes. */
export async function benchRetries(count: number): Promise<RetriesResult> {
  const clock = createSystemClock();
  const recorder = createRecorder(clock, 1);
  const random = createRandom(1);
  const world = createWorld(defaultCredentials, random, clock.wallTime);
  subscribeForGood(world, 'http://127.0.0.1:9/webhook', 'v26.0');
  const refused = Promise.resolve({ problem: 'refused', ms: 0 });
  let bodyBytes = 0;
  const targets = createTargets({
    clock,
    recorder,
    guard: createTargetGuard(),
    connect: () => ({
      load: async () => undefined,
      post(body) {
        bodyBytes = body.length;
        return refused;
      },
      close: async () => undefined,
    }),
  });
  targets.change({ retryWaitsMs: [HOUR_MS] });
  const routes = createRoutes(world, targets);
  const dispatcher = createDispatcher({
    clock,
    world,
    faults: createFaultBoard({ random, clock }),
    routes,
    rules: targets.rules,
  });
  const write = (n: number) =>
    dispatcher.message({
      phoneNumberId: defaultCredentials.phoneNumberId,
      user: waId(String(15_560_000_000 + n)),
      name: `Customer ${n}`,
      message: wamid(`wamid.HBgLMTU1NTc3NzAwMDEVAgASGBQzQUU2Njc2OEEy${String(n).padStart(14, '0')}A=`),
      content: { type: 'text', text: { body: `Hello, where is my order ${n}? I ordered it a week ago.` } },
      writtenAt: clock.wallTime(),
    });
  const settled = () => new Promise<void>((resolve) => void clock.schedule(0, resolve));
  write(0);
  await settled();
  const before = heldBytes();
  const startedAt = clock.now();
  for (let n = 1; n < count; n++) {
    write(n);
    if (n % 1_000 === 0) await settled();
  }
  await settled();
  const ms = clock.now() - startedAt;
  const bytesEach = (heldBytes() - before) / (count - 1);
  const pending = targets.waitingLongerThan(HOUR_MS / 2);
  await targets.close();
  return { pending, bytesEach, bodyBytes, ms };
}
