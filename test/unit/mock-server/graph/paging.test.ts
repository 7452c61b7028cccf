import { expect, test } from 'vitest';
import { pageOf } from '../../../../mock-server/graph/paging.js';

const items = Array.from({ length: 7 }, (_, index) => index);
const link = (query: Readonly<Record<string, string>>) => `?${new URLSearchParams(query)}`;

function read(parameters: Readonly<Record<string, unknown>>, of: readonly number[] = items) {
  const page = pageOf(of, parameters, link);
  if ('refusal' in page) throw new Error(page.refusal.message);
  return page;
}

const followed = (address: string | undefined) => Object.fromEntries(new URLSearchParams(address?.slice(1)));

test('following next from the first page reads every item once, in order', () => {
  const seen: number[] = [];
  let page = read({ limit: '3' });
  for (let pages = 0; pages < 10; pages++) {
    seen.push(...page.items);
    if (page.paging?.next === undefined) break;
    page = read(followed(page.paging.next));
  }
  expect(seen).toEqual(items);
});

test('previous leads back', () => {
  const second = read(followed(read({ limit: 3 }).paging?.next));
  expect(second.items).toEqual([3, 4, 5]);
  expect(read(followed(second.paging?.previous)).items).toEqual([0, 1, 2]);
});

test('an empty list has no paging, and a single item has one cursor twice', () => {
  expect(read({}, [])).toEqual({ items: [] });
  const { cursors } = read({}, [1]).paging ?? {};
  expect(cursors?.before).toBe(cursors?.after);
});

test.each([{ limit: 0 }, { limit: 'x' }, { after: 'nonsense' }, { before: 'QVFIAAAZD' }])(
  '%j is refused',
  (parameters) => {
    expect(pageOf(items, parameters, link)).toMatchObject({ refusal: { code: 100 } });
  },
);
