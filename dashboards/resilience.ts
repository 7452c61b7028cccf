/**
 * The board *Resilience*: how an integration stands the trouble of a run, from the verdict down to the harness' own
 * health. It models one or more instances of waproof under one Prometheus; it does not show the subject's own metrics.
 */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  type Panel,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { datasource } from './panels/panel.js';
import { labelValues } from './queries.js';
import { faultPanels } from './resilience/faults.js';
import { graphPanels } from './resilience/graph.js';
import { harnessPanels } from './resilience/harness.js';
import { loadPanels } from './resilience/load.js';
import { replyPanels } from './resilience/replies.js';
import { verdictPanels } from './resilience/verdicts.js';
import { webhookPanels } from './resilience/webhooks.js';

const rows: readonly (readonly [title: string, panels: readonly Builder<Panel>[]])[] = [
  ['Verdicts', verdictPanels],
  ['Trouble', faultPanels],
  ['Load', loadPanels],
  ['Graph API', graphPanels],
  ['Webhooks', webhookPanels],
  ['Replies', replyPanels],
  ['Harness', harnessPanels],
];

/** A variable over the values of a label, all of them by default. */
function labelVariable(label: string, description: string, matcher = ''): QueryVariableBuilder {
  return new QueryVariableBuilder(label)
    .label(label)
    .description(description)
    .datasource(datasource)
    .query(labelValues('webhookInFlight', label, matcher))
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: 'All', value: '$__all' });
}

/** The board as Grafana's JSON model. */
export function buildResilience(): Dashboard {
  const board = new DashboardBuilder('waproof: Resilience')
    .uid('waproof-resilience')
    .description('How a WhatsApp integration stands throttling, failures, lost answers and duplicate webhooks.')
    .tags(['waproof', 'whatsapp', 'resilience'])
    .timezone('browser')
    .time({ from: 'now-5m', to: 'now' })
    .refresh('5s')
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .withVariable(new DatasourceVariableBuilder('DS_PROMETHEUS').label('data source').type('prometheus'))
    .withVariable(labelVariable('job', 'Scrape job of waproof.'))
    .withVariable(labelVariable('instance', 'Instances of waproof: mocks and runs.', 'job=~"$job"'));
  for (const [title, panels] of rows) {
    board.withRow(new RowBuilder(title));
    for (const panel of panels) board.withPanel(panel);
  }
  return board.build();
}
