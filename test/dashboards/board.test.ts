/** The board that ships obeys the house rules, is what the code generates, and asks queries that are valid PromQL. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as units from '@grafana/grafana-foundation-sdk/units';
import { parser } from '@prometheus-io/lezer-promql';
import { expect, test } from 'vitest';
import { catalogue } from '../../metrics/catalogue.js';
import { generatedFiles, staleFiles } from '../../tools/generated-files.js';
import { dataPanels, queriesOf, readBoard, root, substitute } from './board.js';
import { requireProgram, run } from './programs.js';

const board = readBoard();
const panels = dataPanels(board);
const queries = queriesOf(board);

/** Names of every node that the parser could not make sense of. */
function syntaxErrors(expr: string): string[] {
  const errors: string[] = [];
  parser.parse(expr).iterate({
    enter(node) {
      if (node.type.isError) errors.push(`at ${node.from}: ${expr.slice(node.from, node.from + 20)}`);
    },
  });
  return errors;
}

/** All selectors of an expression: metric name and what stands between its braces. */
function selectorsOf(expr: string): { name: string; matchers: string }[] {
  return [...expr.matchAll(/(\w+)\{([^}]*)\}/g)].map(([, name = '', matchers = '']) => ({ name, matchers }));
}

test('generating again changes nothing', () => {
  expect(staleFiles(root)).toEqual([]);
});

test('a file that differs or is missing is told as stale', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waproof-generated-'));
  expect(staleFiles(folder)).toEqual(generatedFiles().map(({ path }) => path));
  rmSync(folder, { recursive: true });
});

test('the board has a fixed uid, its three variables, and a row for each subject', () => {
  expect(board.uid).toBe('waproof-resilience');
  expect(board.templating.list.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    'DS_PROMETHEUS: datasource',
    'job: query',
    'instance: query',
  ]);
  expect(board.panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual([
    'Verdicts',
    'Trouble',
    'Load',
    'Graph API',
    'Webhooks',
    'Replies',
    'Harness',
  ]);
});

test.each(panels.map((panel) => [panel.title, panel] as const))('panel %s obeys the house rules', (_title, panel) => {
  expect(panel.title).not.toBe('');
  expect(panel.description ?? '', 'a description of a sentence or two').toMatch(/^.{30,300}\.$/);
  expect(Object.values(units), 'a unit that Grafana knows').toContain(panel.fieldConfig?.defaults?.unit);
  expect(panel.datasource?.uid).toBe('$DS_PROMETHEUS');
  expect(panel.targets?.length).toBeGreaterThan(0);
  if (panel.type !== 'timeseries') return;
  expect(panel.options?.legend?.displayMode).toBe('table');
  expect(panel.options?.legend?.calcs).toEqual(['lastNotNull', 'mean', 'max']);
});

test('no two panels have the same title', () => {
  const titles = panels.map(({ title }) => title);
  expect(titles).toEqual([...new Set(titles)]);
});

const namesOf = ({ name, kind }: { name: string; kind: string }) =>
  kind === 'histogram' ? [`${name}_bucket`] : [name];
const known = new Set(Object.values(catalogue).flatMap(namesOf));

test.each(queries.map((query) => [query.label, query] as const))('query %s obeys the house rules', (_label, query) => {
  expect(query.datasource?.uid).toBe('$DS_PROMETHEUS');
  expect(query.legendFormat).toBeTruthy();
  const selectors = selectorsOf(query.expr);
  expect(selectors).not.toEqual([]);
  for (const { name, matchers } of selectors) {
    expect(known, 'metrics of the catalogue only').toContain(name);
    expect(matchers).toContain('job=~"$job"');
    expect(matchers).toContain('instance=~"$instance"');
  }
  for (const [, range] of query.expr.matchAll(/\[([^\]]*)\]/g)) expect(range).toBe('$__rate_interval');
  expect(query.expr.includes('rate('), 'counters and buckets are read as rates, gauges are not').toBe(
    /_(total|bucket)\{/.test(query.expr),
  );
  expect(syntaxErrors(substitute(query.expr))).toEqual([]);
});

test('the parser that judges the queries sees a broken one', () => {
  expect(syntaxErrors('sum (rate(waproof_graph_calls_total[4s])')).not.toEqual([]);
});

test('every query has the types that PromQL wants', (context) => {
  const promtool = requireProgram(context, 'promtool');
  const folder = mkdtempSync(join(tmpdir(), 'waproof-rules-'));
  const check = (exprs: readonly string[]) => {
    const path = join(folder, 'rules.yml');
    const rules = exprs.map((expr, index) => ({ record: `waproof:query_${index}`, expr }));
    // JSON is YAML.
    writeFileSync(path, JSON.stringify({ groups: [{ name: 'board', rules }] }));
    return run(promtool, ['check', 'rules', path]);
  };
  const all = check(queries.map(({ expr }) => substitute(expr)));
  expect(all.output).toContain(`${queries.length} rules found`);
  expect(all.code, all.output).toBe(0);
  expect(check(['rate(waproof_graph_calls_total)']).code).not.toBe(0);
  rmSync(folder, { recursive: true });
});
