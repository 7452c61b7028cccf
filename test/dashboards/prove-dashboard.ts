/**
 * Proves that a board shows data: a real Prometheus scrapes a run, then every query of every panel and every variable is
 * asked as Grafana would ask it. It does not prove how Grafana draws the answer.
 */
import { createSystemClock, sleep } from '../../core/clock.js';
import { type Board, queriesOf, readBoard, substitute, type Variable } from './board.js';
import { type Prometheus, type Series, startPrometheus } from './prometheus.js';

export interface ProofRequest {
  /** Path of the Prometheus program. */
  readonly prometheus?: string;
  /** Port on 127.0.0.1 whose `/metrics` is scraped every second. It may begin to listen later. */
  readonly scrapeTargetPort: number;
  /** The run; what it leaves on `/metrics` when it settles is still scraped, so the port must answer 3 s longer. */
  readonly duringScrape: () => Promise<void>;
  /** Default: the board that ships. */
  readonly board?: Board;
}

export interface Proof {
  /** How many panel queries were asked. */
  readonly asked: number;
  /** Queries without any series that has a number: `Reply latency A: histogram_quantile(…)`. */
  readonly empty: readonly string[];
  /** Values of each template variable that is filled by a query. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
}

/** Two scrapes more, so that the last state of the run is in. */
const LAST_SCRAPES_MS = 2_500;
const LABEL_VALUES = /^label_values\((.+), (\w+)\)$/;

const hasNumber = ({ values }: Series) => values.some(([, value]) => !Number.isNaN(Number(value)));

async function askVariable(prometheus: Prometheus, { name, query }: Variable): Promise<[string, string[]]> {
  const [, selector, label] = LABEL_VALUES.exec(query) ?? [];
  if (!selector || !label) throw new Error(`variable ${name} is not filled by label_values(selector, label): ${query}`);
  return [name, await prometheus.labelValues(label, substitute(selector))];
}

async function ask(prometheus: Prometheus, board: Board, fromSeconds: number, toSeconds: number): Promise<Proof> {
  const queries = queriesOf(board);
  const empty: string[] = [];
  for (const { label, expr } of queries) {
    const series = await prometheus.queryRange(substitute(expr), { fromSeconds, toSeconds });
    if (!series.some(hasNumber)) empty.push(`${label}: ${expr}`);
  }
  const filled = board.templating.list.filter(({ type }) => type === 'query');
  const variables = await Promise.all(filled.map((variable) => askVariable(prometheus, variable)));
  return { asked: queries.length, empty, variables: Object.fromEntries(variables) };
}

/** @throws when Prometheus cannot be started or could not scrape the port. */
export async function proveDashboard(request: ProofRequest): Promise<Proof> {
  const { prometheus: program = '/usr/bin/prometheus', scrapeTargetPort, duringScrape, board = readBoard() } = request;
  const clock = createSystemClock();
  const prometheus = await startPrometheus(program, scrapeTargetPort);
  try {
    const fromSeconds = clock.wallTime() / 1_000;
    await duringScrape();
    await sleep(clock, LAST_SCRAPES_MS);
    const state = await prometheus.targetState();
    if (state !== 'up') throw new Error(`Prometheus could not scrape 127.0.0.1:${scrapeTargetPort}/metrics: ${state}`);
    return await ask(prometheus, board, fromSeconds, clock.wallTime() / 1_000);
  } finally {
    await prometheus.stop();
  }
}
