/** What `waproof faults` tells: every fault, every parameter, and examples that can be copied. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { describeFault, listFaults, printFault } from '../../../cli/describe-fault.js';
import { faultCatalogue } from '../../../harness/catalogue.js';
import { splitEntry } from '../../../harness/scenario/named-entry.js';

const entries = Object.values(faultCatalogue);

describe('each fault', () => {
  test.each(entries)('$name has an example that parses, and as it is printed', (entry) => {
    const described = describeFault(entry);
    expect(entry.example).toBeDefined();
    const parsed = entry.parameters.safeParse(described.example);
    expect(parsed.error?.issues ?? []).toEqual([]);
    const printed = printFault(described);
    const [line = ''] = printed.split('\n').filter((it) => it.startsWith('    - '));
    const [listed] = parse(line) as unknown[];
    expect(splitEntry(listed)).toEqual({ name: entry.name, stated: described.example });
    const [, body = ''] = /-d '(.*)' http/.exec(printed) ?? [];
    expect(JSON.parse(body)).toEqual({ [entry.name]: described.example });
  });

  test.each(entries)('$name says of each parameter its type and what it means', (entry) => {
    const { parameters } = describeFault(entry);
    expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(['after', 'for']));
    expect(parameters.filter(({ meaning }) => meaning === '').map(({ name }) => name)).toEqual([]);
    expect(parameters.filter(({ type }) => type === 'anything').map(({ name }) => name)).toEqual([]);
  });
});

test('types and defaults are in the words of a scenario', () => {
  const { parameters } = describeFault(faultCatalogue['webhook.duplicate']);
  const rows = parameters.map(({ name, type, default: usual }) => [name, type, usual]);
  expect(rows).toEqual(
    expect.arrayContaining([
      ['copies', 'number or range', '1..3'],
      ['within', 'duration', '5s'],
      ['probability', 'number 0..1', '0.3'],
      ['of', 'list of message | status | event', '[message, status]'],
      ['every', 'whole number from 1', undefined],
      ['match', 'object', undefined],
      ['match.users', 'list of text', undefined],
      ['for', 'duration', undefined],
    ]),
  );
  const typesOf = (name: keyof typeof faultCatalogue, parameter: string) => {
    const found = describeFault(faultCatalogue[name]).parameters.find((it) => it.name === parameter);
    return [found?.type, found?.default];
  };
  expect(typesOf('webhook.flood', 'rate')).toEqual(['rate', '100/s']);
  expect(typesOf('webhook.replay', 'age')).toEqual(['duration or range', '6h..3d']);
  expect(typesOf('number.lock', 'as')).toEqual(['locked | restricted | banned', 'locked']);
  expect(typesOf('graph.throttle', 'pair.every')).toEqual(['duration', undefined]);
  expect(typesOf('graph.late-failure', 'on')).toEqual(['list of send', '[send]']);
});

test('the list has every fault once, with its summary, below the side where it strikes', () => {
  const lines = listFaults(entries).split('\n');
  const titles = lines.filter((line) => line !== '' && !line.startsWith(' '));
  expect(titles).toEqual(['Calls of the Graph API', 'Webhooks', 'The platform', 'The subject']);
  const named = lines.filter((line) => line.startsWith('  ')).map((line) => line.trim().split(/\s+/)[0]);
  expect(named.toSorted()).toEqual(entries.map(({ name }) => name).toSorted());
  expect(lines.every((line) => line === line.trimEnd())).toBe(true);
  const below = lines.slice(lines.indexOf('The platform') + 1, lines.indexOf('The subject') - 1);
  expect(below.map((line) => line.trim().split('.')[0]).toSorted()).toEqual([
    'number',
    'number',
    'template',
    'token',
    'version',
  ]);
});
