/** Reads the board that ships, as Grafana would, and fills in its variables for use outside Grafana. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly datasource?: { readonly uid?: string };
  readonly legendFormat?: string;
}

export interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid?: string };
  readonly targets?: readonly Target[];
  readonly fieldConfig?: { readonly defaults?: { readonly unit?: string } };
  readonly options?: { readonly legend?: { readonly displayMode?: string; readonly calcs?: readonly string[] } };
}

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: string;
  readonly datasource?: { readonly uid?: string };
}

export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
}

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export function readBoard(): Board {
  return JSON.parse(readFileSync(`${root}/dashboards/generated/resilience.json`, 'utf8')) as Board;
}

/** The panels that show data: all but the row headings. */
export const dataPanels = (board: Board) => board.panels.filter(({ type }) => type !== 'row');

export interface PanelQuery extends Target {
  /** `Reply latency A`: which query of which panel. */
  readonly label: string;
}

export function queriesOf(board: Board): PanelQuery[] {
  return dataPanels(board).flatMap(({ title, targets = [] }) =>
    targets.map((target) => ({ ...target, label: `${title} ${target.refId}` })),
  );
}

/** Four scrapes, as Grafana chooses it for a data source scraped every second. */
const RATE_INTERVAL = '4s';

/** The expression with Grafana's variables replaced: every job and instance. */
export function substitute(expr: string): string {
  return expr.replaceAll('$__rate_interval', RATE_INTERVAL).replaceAll('$job', '.+').replaceAll('$instance', '.+');
}
