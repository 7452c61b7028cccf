/**
 * Changes of one thing that several may ask for at once, and take back in any order: what holds follows from all that are
 * still asked for, and when none is left it is again as it was found.
 */
import type { Cancel } from '../core/clock.js';

export interface LayersOptions<Found, Wish> {
  /** How it is, before the first wish. */
  readonly find: () => Found;
  /** @param wishes the oldest first; none: as it was found. */
  readonly apply: (found: Found, wishes: readonly Wish[]) => void;
}

/** Gives what takes a wish on; that gives what takes it back, which does nothing the second time. */
export function createLayers<Found, Wish>({ find, apply }: LayersOptions<Found, Wish>): (wish: Wish) => Cancel {
  let held: { readonly found: Found; wishes: readonly { readonly wish: Wish }[] } | undefined;

  return (wish) => {
    const own = { wish };
    held ??= { found: find(), wishes: [] };
    held.wishes = [...held.wishes, own];
    apply(
      held.found,
      held.wishes.map((it) => it.wish),
    );
    return () => {
      if (!held?.wishes.includes(own)) return;
      const { found } = held;
      const wishes = held.wishes.filter((it) => it !== own);
      held = wishes.length > 0 ? { found, wishes } : undefined;
      apply(
        found,
        wishes.map((it) => it.wish),
      );
    };
  };
}
