/** Does what the platform does by itself, when its time has come. */
import type { Clock } from '../../core/clock.js';
import type { Appointment, Chore } from '../world/agenda.js';
import type { World } from '../world/world.js';
import { raiseLimit } from './limit-raise.js';
import { judgeQuality } from './number-quality.js';
import { endPause, endReview, moveCategory, settlePacing } from './template-life.js';
import { endUpgrade } from './throughput-upgrade.js';

const CHORES: Readonly<Record<Chore, (world: World, id: string, now: number) => void>> = {
  'raise-limit': raiseLimit,
  'end-upgrade': endUpgrade,
  'judge-quality': judgeQuality,
  'end-review': endReview,
  'end-pause': endPause,
  'move-category': moveCategory,
  'decide-pacing': settlePacing,
};

/** Keeps the world's agenda from now on. */
export function keepAgenda(clock: Pick<Clock, 'schedule'>, world: World): void {
  function enter(appointment: Appointment): void {
    clock.schedule(Math.max(0, appointment.at - world.now()), () => {
      if (world.agenda.take(appointment)) CHORES[appointment.chore](world, appointment.id, world.now());
    });
  }
  world.agenda.listen(enter);
  for (const appointment of world.agenda.all()) enter(appointment);
}
