/**
 * Makes the instruments of the catalogue on one prom-client registry. What an observation changes is decided elsewhere.
 */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { catalogue, type LabelOf, type MetricEntry, type MetricOf } from './catalogue.js';
import { type Cell, type Cells, createCells } from './cells.js';

/** A counter or a gauge: cells by label set. */
export type CellsOf<Key extends MetricOf<'counter' | 'gauge'>> = Cells<LabelOf<Key>>;

export interface Observer {
  observe(value: number): void;
}

export interface Instruments {
  counter<Key extends MetricOf<'counter'>>(key: Key): CellsOf<Key>;
  gauge<Key extends MetricOf<'gauge'>>(key: Key): CellsOf<Key>;
  /** The histogram's series for one label set; ask once and keep it, asking costs a hash. */
  histogram<Key extends MetricOf<'histogram'>>(key: Key, labels: Record<LabelOf<Key>, string>): Observer;
}

/** The only cell of a metric without labels. */
export function single(cells: Cells<never>): Cell<never> {
  return cells.get('') ?? cells.make('', {} as Record<never, string>);
}

export function createInstruments(registry: Registry): Instruments {
  const made = new Map<string, Cells<string>>();
  const histograms = new Map<string, Histogram>();
  const registers = [registry];
  const onCapped = () => {
    single(cellsOf('labelSetsCapped') as Cells<never>).value += 1;
  };

  function cellsOf(key: string): Cells<string> {
    const cells = made.get(key);
    if (!cells) throw new Error(`metric ${key} is not in the catalogue as a counter or gauge`);
    return cells;
  }

  function makeCells(key: string, entry: MetricEntry): void {
    const cells = createCells<string>({ onCapped, trusted: entry.kind === 'gauge' });
    const configuration = { name: entry.name, help: entry.help, labelNames: [...entry.labels], registers };
    if (entry.labels.length === 0) cells.make('', {});
    for (const labels of entry.fromZero ?? []) cells.make(Object.values(labels).join('|'), labels);
    made.set(key, cells);
    if (entry.kind === 'counter') {
      new Counter({
        ...configuration,
        collect() {
          this.reset();
          for (const cell of cells.all()) this.inc(cell.labels, cell.value);
        },
      });
    } else {
      new Gauge({
        ...configuration,
        collect() {
          this.reset();
          for (const cell of cells.all()) this.set(cell.labels, cell.value);
        },
      });
    }
  }

  for (const [key, entry] of Object.entries<MetricEntry>(catalogue)) {
    if (entry.kind !== 'histogram') makeCells(key, entry);
    else {
      const { name, help, labels, buckets } = entry;
      histograms.set(
        key,
        new Histogram({ name, help, labelNames: [...labels], buckets: [...(buckets ?? [])], registers }),
      );
    }
  }

  return {
    counter: (key) => cellsOf(key),
    gauge: (key) => cellsOf(key),
    histogram(key, labels) {
      const histogram = histograms.get(key);
      if (!histogram) throw new Error(`metric ${key} is not in the catalogue as a histogram`);
      return histogram.labels(labels);
    },
  };
}
