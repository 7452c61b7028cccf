/**
 * Forged deliveries: messages that nobody wrote, from users of their own, with signatures that must be refused. Every
 * kind comes once while all is calm and once under trouble.
 */
import type { Cancel, Clock } from '../core/clock.js';
import type { Signature } from '../core/observations.js';
import type { Random } from '../core/random.js';
import { scripts } from '../loadgen/scripts/index.js';
import { composeLine } from '../loadgen/scripts/script.js';
import { createDecoys } from '../loadgen/users/create-users.js';
import type { Mock } from '../mock-server/mock.js';
import type { Plan } from './scenario/plan.js';

const FORGERIES: readonly Exclude<Signature, 'valid'>[] = ['missing', 'wrong-secret', 'tampered-body'];

/** Instants of the forgeries, in ms since the load began: spread over the opening phase, and over the rest. */
export function forgeryInstants({ phases, durationMs }: Pick<Plan, 'phases' | 'durationMs'>): number[] {
  const openingMs = phases[0]?.toMs ?? durationMs;
  const spread = (from: number, to: number) =>
    FORGERIES.map((_, i) => from + ((i + 1) * (to - from)) / (FORGERIES.length + 1));
  return openingMs < durationMs ? [...spread(0, openingMs), ...spread(openingMs, durationMs)] : spread(0, durationMs);
}

export function scheduleForgeries(clock: Clock, mock: Mock, plan: Plan, random: Random): Cancel {
  const instants = forgeryInstants(plan);
  const decoys = createDecoys(instants.length, random.fork('decoys'));
  const line = scripts.greeting.lines[0];
  const cancels = instants.map((atMs, index) =>
    clock.schedule(atMs, () => {
      const decoy = decoys[index];
      const signature = FORGERIES[index % FORGERIES.length];
      if (!decoy || !signature) return;
      const content = {
        ...composeLine(line, { user: decoy, random: random.fork(`forgery/${index}`), token: `#FORGED-${index}` }),
      };
      mock.forge({ user: decoy.waId, name: decoy.name, content }, signature);
    }),
  );
  return () => {
    for (const cancel of cancels) cancel();
  };
}
