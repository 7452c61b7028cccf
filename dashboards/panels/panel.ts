/**
 * The house style of panels: what every panel must state (title, description, unit, queries). How each kind looks is in
 * its own file; which panels there are is decided in the folder of each board.
 */
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';

export interface Query {
  readonly expr: string;
  /** Name of each series; `{{label}}` takes a label's value. */
  readonly legend: string;
}

export interface PanelText {
  readonly title: string;
  /** What it shows and how to read it: what is good, what is bad. */
  readonly description: string;
  /** Unit as Grafana writes it. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** Columns of 24. Default: 12. */
  readonly width?: number;
  /** Rows. Default: 8. */
  readonly height?: number;
}

/** What a number means: its text and colour. */
export interface Meaning {
  readonly value: number;
  readonly text: string;
  readonly colour: string;
}

/** The data source that the board's variable names. */
export const datasource: DataSourceRef = { type: 'prometheus', uid: '$DS_PROMETHEUS' };

export const HEIGHT = 8;
export const WIDTH = 12;

/** Range queries A, B, C … against the board's data source. */
export function targets(queries: readonly Query[], format = PromQueryFormat.TimeSeries): DataqueryBuilder[] {
  return queries.map(({ expr, legend }, index) =>
    new DataqueryBuilder()
      .datasource(datasource)
      .expr(expr)
      .legendFormat(legend)
      .format(format)
      .range()
      .refId(String.fromCharCode('A'.charCodeAt(0) + index)),
  );
}

/** Shows each value as its text, in its colour. */
export function mappings(meanings: readonly Meaning[]): ValueMapping[] {
  const results = meanings.map(({ value, text, colour }, index) => [String(value), { text, color: colour, index }]);
  return results.length > 0 ? [{ type: MappingType.ValueToText, options: Object.fromEntries(results) }] : [];
}
