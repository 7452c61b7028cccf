/** Finds the known name that a mistyped one was probably meant to be. */

/** Edit distance between two short words (insert, delete, replace, each 1). */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replace, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** As far as a name may be from the one that was meant, in letters: 40 % of them. */
const likely = (meant: string): number => Math.max(2, meant.length * 0.4);

/** Surely a slip of the pen: a letter or two. */
export const slip = (meant: string): number => (meant.length < 5 ? 1 : 2);

/** The closest of `known`, unless none is near enough. @param furthest letters that may differ. */
export function nearest(name: string, known: readonly string[], furthest = likely): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, away: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const best = ranked[0];
  return best && best.away <= furthest(best.candidate) ? best.candidate : undefined;
}
