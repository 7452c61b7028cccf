/**
 * The values behind the counters and gauges: plain numbers in a map, copied into prom-client only when somebody asks
 * for them. Counting is on the path of every call, and an increment here costs a map look-up instead of a label hash.
 */

export interface Cell<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>;
  value: number;
}

export interface Cells<Label extends string> {
  /** The cell of this label set; `key` is any text that stands for exactly these labels. */
  get(key: string): Cell<Label> | undefined;
  /** Makes the cell that `get` did not find. */
  make(key: string, labels: Readonly<Record<Label, string>>): Cell<Label>;
  all(): Iterable<Cell<Label>>;
}

/** Label sets per metric; the rest is counted under `other`. Rendering 1,000 counters takes about 5 ms. */
const LABEL_SETS = 1_000;
const OTHER = 'other';
const LONGEST_VALUE = 80;
/** Eight digits in a row could be a phone number or an id (error codes have at most seven). */
const ID_LIKE = /\d{8}|^wamid\./;

const bounded = (value: string) => (value.length > LONGEST_VALUE || ID_LIKE.test(value) ? OTHER : value);

export interface CellsOptions {
  /** Told each time that something is counted under `other` for lack of room. */
  readonly onCapped: () => void;
  /** Label values come from the plan, not from the subject, and are kept as they are. */
  readonly trusted?: boolean;
  readonly limit?: number;
}

/** What looks like an id becomes `other` (unless trusted), and so does everything beyond the limit of label sets. */
export function createCells<Label extends string>(options: CellsOptions): Cells<Label> {
  const { onCapped, trusted = false, limit = LABEL_SETS } = options;
  const cells = new Map<string, Cell<Label>>();
  let overflow: Cell<Label> | undefined;

  function map(labels: Readonly<Record<Label, string>>, change: (value: string) => string): Record<Label, string> {
    const entries = Object.entries<string>(labels).map(([name, value]) => [name, change(value)]);
    return Object.fromEntries(entries) as Record<Label, string>;
  }

  return {
    get: (key) => cells.get(key),
    make(key, labels) {
      const safe = trusted ? labels : map(labels, bounded);
      const changed = (Object.keys(labels) as Label[]).some((name) => safe[name] !== labels[name]);
      // A changed label set is kept under a key of its own, so that endless ids cannot fill the map.
      const safeKey = changed ? JSON.stringify(safe) : key;
      const known = cells.get(safeKey);
      if (known) return known;
      if (cells.size >= limit) {
        onCapped();
        overflow ??= { labels: map(labels, () => OTHER), value: 0 };
        return overflow;
      }
      const cell = { labels: safe, value: 0 };
      cells.set(safeKey, cell);
      return cell;
    },
    *all() {
      yield* cells.values();
      if (overflow) yield overflow;
    },
  };
}
