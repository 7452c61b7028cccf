/**
 * PromQL for the panels, with metric names from the catalogue only and the board's `job` and `instance` in every
 * selector. Rates use Grafana's own interval, so that they stay right at every zoom and scrape interval.
 */
import { catalogue, type LabelOf, type MetricOf } from '../metrics/catalogue.js';

/** Label matchers as written between braces: `code!="none"`. */
type Matcher<Label extends string> = `${Label}${'=' | '!=' | '=~' | '!~'}"${string}"`;
type Countable = MetricOf<'counter'>;
type Gauge = MetricOf<'gauge'>;
type Timed = MetricOf<'histogram'>;

const BOARD_MATCHERS = 'job=~"$job",instance=~"$instance"';
const by = (labels: readonly string[]) => (labels.length > 0 ? ` by (${labels.join(', ')})` : '');

function select(name: string, matchers: readonly string[]): string {
  return `${name}{${[BOARD_MATCHERS, ...matchers].join(',')}}`;
}

/** Events per second, summed over everything but `labels`. */
export function ratePer<Key extends Countable>(
  key: Key,
  labels: readonly LabelOf<Key>[] = [],
  matchers: readonly Matcher<LabelOf<Key>>[] = [],
): string {
  return `sum${by(labels)} (rate(${select(catalogue[key].name, matchers)}[$__rate_interval]))`;
}

/** The sum of a gauge over all instances: quantities that add up. */
export function sumOf(key: Gauge): string {
  return `sum (${select(catalogue[key].name, [])})`;
}

/** The largest value of a gauge over all instances: states, and quantities of which the worst matters. */
export function worst<Key extends Gauge>(
  key: Key,
  labels: readonly LabelOf<Key>[] = [],
  matchers: readonly Matcher<LabelOf<Key>>[] = [],
): string {
  return `max${by(labels)} (${select(catalogue[key].name, matchers)})`;
}

/** A quantile (0 to 1) of a histogram, in its unit. */
export function quantile<Key extends Timed>(
  share: number,
  key: Key,
  matchers: readonly Matcher<LabelOf<Key>>[] = [],
): string {
  return `histogram_quantile(${share}, ${buckets(key, matchers)})`;
}

/** The histogram's buckets as rates, for a heatmap. */
export function buckets<Key extends Timed>(key: Key, matchers: readonly Matcher<LabelOf<Key>>[] = []): string {
  return `sum by (le) (rate(${select(`${catalogue[key].name}_bucket`, matchers)}[$__rate_interval]))`;
}

/** Values of `label` for a template variable. */
export function labelValues(key: Gauge, label: string, matcher = ''): string {
  const selector = matcher ? `${catalogue[key].name}{${matcher}}` : catalogue[key].name;
  return `label_values(${selector}, ${label})`;
}
