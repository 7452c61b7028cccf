/** One tile a series, with its newest value in the range, coloured by its meaning. */
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { datasource, HEIGHT, type Meaning, mappings, type PanelText, targets, WIDTH } from './panel.js';

/** Without meanings the tiles show the name of the series and no colour. */
export function tiles(text: PanelText, meanings: readonly Meaning[] = []): PanelBuilder {
  const named = meanings.length === 0;
  return new PanelBuilder()
    .title(text.title)
    .description(text.description)
    .unit(text.unit)
    .datasource(datasource)
    .targets(targets(text.queries))
    .span(text.width ?? WIDTH)
    .height(text.height ?? HEIGHT)
    .mappings(mappings(meanings))
    .colorMode(named ? BigValueColorMode.None : BigValueColorMode.BackgroundSolid)
    .graphMode(BigValueGraphMode.None)
    .textMode(named ? BigValueTextMode.Name : BigValueTextMode.ValueAndName)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false));
}
