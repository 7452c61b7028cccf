/** One line of progress: where the run is, what it carries, which faults are active. */
import type { Progress } from '../harness/observer.js';

const seconds = (ms: number) => `${(ms / 1_000).toFixed(0).padStart(3)} s`;

export function describeProgress(progress: Progress): string {
  const { elapsedMs, totalMs, phase, phaseNumber, phases, faults } = progress;
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  const active = [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name));
  return [
    `${seconds(elapsedMs)} of about ${(totalMs / 1_000).toFixed(0)} s`,
    `phase ${phaseNumber}/${phases} ${phase}`,
    `in ${progress.inboundPerSecond}/s`,
    `replies ${progress.repliesPerSecond}/s`,
    `errors ${progress.errorsPerSecond}/s`,
    `${progress.waitingUsers} users waiting`,
    active.length > 0 ? `faults: ${active.join(', ')}` : 'no faults',
  ].join(' · ');
}
