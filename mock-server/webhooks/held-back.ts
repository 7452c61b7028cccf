/**
 * Deliveries that let a later one go first: each waits in the line of its user (of its message, when it is a status), and
 * follows when another one of that line has left. What waits leaves the newest first, so that all of a line come in
 * reverse; after its time it leaves in any case. Bounded: beyond the limit nothing waits.
 */
import type { Cancel, Clock } from '../../core/clock.js';

export interface HeldBack {
  /** Holds something back. @param within ms that it waits at most. @param gap ms that it stays behind the one before. */
  hold(line: string, wait: { readonly withinMs: number; readonly gapMs: number }, leave: () => void): void;
  /** Something of this line has left: what waits follows. */
  passed(line: string): void;
  /** What waits, or is about to follow. */
  readonly size: number;
  /** Everything leaves now. */
  flush(): void;
}

interface Waiting {
  readonly leave: () => void;
  readonly gapMs: number;
  readonly cancel: Cancel;
}

const MOST_HELD = 10_000;

export function createHeldBack(clock: Clock): HeldBack {
  const lines = new Map<string, Waiting[]>();
  /** On their way out, with a gap between them. */
  const following = new Map<Waiting, Cancel>();
  let waiting = 0;

  /** The newest first, each one a gap after the one before; `afterMs`: so long from now the first. */
  function release(line: string, isFirstAtOnce: boolean): void {
    const held = lines.get(line) ?? [];
    lines.delete(line);
    waiting -= held.length;
    let afterMs = 0;
    for (const [place, entry] of held.toReversed().entries()) {
      entry.cancel();
      if (place > 0 || !isFirstAtOnce) afterMs += entry.gapMs;
      if (afterMs === 0) entry.leave();
      else
        following.set(
          entry,
          clock.schedule(afterMs, () => {
            following.delete(entry);
            entry.leave();
          }),
        );
    }
  }

  return {
    get size() {
      return waiting + following.size;
    },
    hold(line, { withinMs, gapMs }, leave) {
      if (waiting >= MOST_HELD) return leave();
      const entry = { leave, gapMs, cancel: clock.schedule(withinMs, () => release(line, true)) };
      const known = lines.get(line);
      if (known) known.push(entry);
      else lines.set(line, [entry]);
      waiting++;
    },
    passed(line) {
      if (lines.has(line)) release(line, false);
    },
    flush() {
      for (const [entry, cancel] of [...following]) {
        cancel();
        following.delete(entry);
        entry.leave();
      }
      for (const held of [...lines.values()])
        for (const { cancel, leave } of held.toReversed()) {
          cancel();
          leave();
        }
      lines.clear();
      waiting = 0;
    },
  };
}
