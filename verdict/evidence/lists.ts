/**
 * Lists of which most hold one thing or none. A list that begins empty and is pushed to takes room for seventeen; a
 * million observations make hundreds of thousands of such lists.
 */

/** The list with the item at its end: itself, or a new one in place of one that was empty. */
export function withItem<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}
