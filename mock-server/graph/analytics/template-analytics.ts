/**
 * `GET /{waba-id}/template_analytics`, the same as a field, and `template_group_analytics` and `group_analytics`, which
 * are empty: no groups of templates are kept, and what groups receive is not counted. Clicks are not simulated; costs
 * are empty objects, as live answers without costs have them. Needs insights to be enabled (200007).
 */
import { contentError, type GraphError, parameterError } from '../../errors/graph-error.js';
import { type Waba, wabas } from '../../world/accounts.js';
import type { World } from '../../world/world.js';
import type { Compute } from '../fields.js';
import { onObject } from '../on-object.js';
import { type About, refuse, reply } from '../operation.js';
import { pageOf } from '../paging.js';
import { type Asked, addUp, listOf, readSpan } from './span.js';

const MOST_TEMPLATES = 10;
const METRICS = ['COST', 'CLICKED', 'DELIVERED', 'READ', 'SENT'];
/** Meta, "Template analytics": 90 days back. */
const LOOK_BACK_S = 90 * 86_400;
const COSTS = ['amount_spent', 'cost_per_delivered', 'cost_per_url_button_click'].map((type) => ({ type }));

interface Row {
  readonly granularity: string;
  readonly product_type: string;
  readonly data_points: readonly object[];
}

function rowsOf(waba: Waba, world: World, asked: Asked): readonly Row[] | { readonly refusal: GraphError } {
  if (!waba.isEnabledForInsights)
    return { refusal: contentError(200007, 'Template insights are not enabled for this WhatsApp Business Account.') };
  const span = readSpan({ granularity: 'DAILY', ...asked }, ['DAILY']);
  if ('refusal' in span) return span;
  if (span.start < world.now() / 1_000 - LOOK_BACK_S)
    return { refusal: parameterError('Param start must be at most 90 days ago.') };
  const ids = listOf(asked.template_ids);
  if (!ids) return { refusal: parameterError('The parameter template_ids is required.') };
  if (ids.length > MOST_TEMPLATES)
    return { refusal: parameterError(`Param template_ids must have at most ${MOST_TEMPLATES} elements.`) };
  const metrics = (listOf(asked.metric_types) ?? METRICS).map((name) => name.toUpperCase());
  const stranger = metrics.find((name) => !METRICS.includes(name));
  if (stranger !== undefined)
    return {
      refusal: parameterError(`Param metric_types must be one of {${METRICS.join(', ')}} - got "${stranger}".`),
    };
  const tallies = world.tallies.between(span.start, span.end).filter(({ templateId }) => ids.includes(templateId));
  const data_points = addUp(tallies, span.granularity, ({ templateId }) => ({ template_id: templateId })).map(
    (point) => ({
      ...point.of,
      start: point.start,
      end: point.end,
      ...(metrics.includes('SENT') && { sent: point.sent }),
      ...(metrics.includes('DELIVERED') && { delivered: point.delivered }),
      ...(metrics.includes('READ') && { read: point.read }),
      ...(metrics.includes('COST') && { cost: COSTS }),
    }),
  );
  return [{ granularity: 'DAILY', product_type: 'cloud_api', data_points }];
}

const isRows = (value: readonly Row[] | { readonly refusal: GraphError }): value is readonly Row[] =>
  Array.isArray(value);

export const templateAnalyticsField =
  (waba: Waba, world: World): Compute =>
  (modifiers) => {
    const rows = rowsOf(waba, world, modifiers);
    return isRows(rows) ? { value: { data: rows } } : rows;
  };

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/analytics.test.ts',
});

export const getTemplateAnalytics = onObject(
  wabas,
  { route: 'GET /{waba-id}/template_analytics', about: about('What templates sent, delivered and were read, by day.') },
  (waba, { parameters, address }, world) => {
    const rows = rowsOf(waba, world, parameters);
    if (!isRows(rows)) return refuse(rows.refusal);
    const page = pageOf(rows, parameters, (query) => `${address()}?${new URLSearchParams(query)}`);
    if ('refusal' in page) return refuse(page.refusal);
    return reply(() => ({ data: page.items, ...(page.paging && { paging: page.paging }) }));
  },
);

const empty = (edge: string, summary: string) =>
  onObject(wabas, { route: `GET /{waba-id}/${edge}`, about: about(summary) }, (_waba, { parameters }) => {
    const span = readSpan({ granularity: 'DAILY', ...parameters }, ['DAILY']);
    return 'refusal' in span ? refuse(span.refusal) : reply(() => ({ data: [] }));
  });

export const getTemplateGroupAnalytics = empty(
  'template_group_analytics',
  'Always empty: groups of templates are not kept here.',
);
export const getGroupAnalytics = empty('group_analytics', 'Always empty: what groups receive is not counted.');
