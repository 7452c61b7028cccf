/** A distribution over time: the rates of a histogram's buckets. The panel's unit is that of the y axis. */

import {
  CellValuesBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  PanelBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import * as units from '@grafana/grafana-foundation-sdk/units';
import { datasource, HEIGHT, type PanelText, targets, WIDTH } from './panel.js';

export function heatmap(text: PanelText): PanelBuilder {
  return new PanelBuilder()
    .title(text.title)
    .description(text.description)
    .unit(text.unit)
    .datasource(datasource)
    .targets(targets(text.queries, PromQueryFormat.Heatmap))
    .span(text.width ?? WIDTH)
    .height(text.height ?? HEIGHT)
    .calculate(false)
    .yAxis(new YAxisConfigBuilder().unit(text.unit))
    .cellValues(new CellValuesBuilder().unit(units.EventsPerSecond))
    .color(new HeatmapColorOptionsBuilder().mode(HeatmapColorMode.Scheme).scheme('Oranges').steps(64).exponent(0.5))
    .showLegend();
}
