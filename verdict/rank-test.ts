/**
 * Is one sample larger than another? The rank sum test of Mann, Whitney and Wilcoxon, by its normal approximation with
 * the correction for ties: it asks nothing of the shape of the distributions, and a few wild values cannot decide it.
 */

export interface RankTest {
  /** Chance that one of `later` exceeds one of `earlier`, ties counted half: 0.5 when neither is larger. */
  readonly superiority: number;
  /** Standard deviations by which that lies above what chance alone would give. */
  readonly z: number;
}

/** Infinity is larger than all others, and a tie with itself. With an empty sample: no difference. */
export function compareRanks(earlier: readonly number[], later: readonly number[]): RankTest {
  const pairs = earlier.length * later.length;
  if (pairs === 0) return { superiority: 0.5, z: 0 };
  const all = [
    ...earlier.map((value) => ({ value, isLater: false })),
    ...later.map((value) => ({ value, isLater: true })),
  ].sort((a, b) => (a.value === b.value ? 0 : a.value - b.value));
  let rankSum = 0;
  let ties = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    let ofLater = 0;
    while (to < all.length && all[to]?.value === all[from]?.value) if (all[to++]?.isLater) ofLater++;
    const alike = to - from;
    rankSum += (ofLater * (from + 1 + to)) / 2;
    ties += alike ** 3 - alike;
    from = to;
  }
  const wins = rankSum - (later.length * (later.length + 1)) / 2;
  const size = all.length;
  const variance = (pairs / 12) * (size + 1 - ties / (size * (size - 1)));
  return { superiority: wins / pairs, z: variance > 0 ? (wins - pairs / 2) / Math.sqrt(variance) : 0 };
}
