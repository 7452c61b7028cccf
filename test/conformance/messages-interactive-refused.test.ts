/** Interactive messages of every kind: headers, bodies, footers; lists, links, addresses and products that WhatsApp refuses. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { link } from './bodies.js';
import {
  interactive,
  type Kind,
  kinds,
  type Parts,
  withAction,
  withCards,
  withParameters,
} from './interactive-bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const x = (length: number) => 'x'.repeat(length);
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, n) => ({ id: `r${from + n}`, title: 'R' }));
const row = (parts: Parts) => withAction('list', { sections: [{ rows: [{ id: 'a', title: 'A', ...parts }] }] });
const products = (count: number) => Array(count).fill({ product_retailer_id: 'sku' });
const _cards = (count: number) => withCards(...Array<Parts>(count).fill({}));
const _quickReplies = (...replies: Parts[]) => ({
  type: 'quick_reply',
  action: {
    name: undefined,
    parameters: undefined,
    buttons: replies.map((it) => ({ type: 'quick_reply', quick_reply: it })),
  },
});
const _productCard = (catalog: string) => ({
  type: 'product',
  header: undefined,
  action: { name: undefined, parameters: undefined, catalog_id: catalog, product_retailer_id: 'sku' },
});
const _order = (change: Parts) => withParameters('order_details', { order: change });

const withoutBody = kinds.filter((kind) => kind !== 'product' && kind !== 'call_permission_request');
const withoutHeader: Kind[] = [
  'location_request_message',
  'product',
  'catalog_message',
  'call_permission_request',
  'carousel',
];
const image = { type: 'image', text: undefined, image: { link } };

describe('refused by WhatsApp: (#code) title, with details', () => {
  test.each<[string, Parts, number, string]>([
    [
      'an unknown kind',
      interactive('button', { type: 'poll' }),
      131009,
      `Interactive type is not supported. Supported types ['${kinds.join("','")}']`,
    ],
    ...withoutBody.map((kind): [string, Parts, number, string] => [
      `${kind} without body`,
      interactive(kind, { body: undefined }),
      131008,
      'Interactive message body is missing',
    ]),
    ...kinds
      .filter((kind) => kind !== 'list')
      .map((kind): [string, Parts, number, string] => [
        `${kind} with a body of 1,025 characters`,
        interactive(kind, { body: { text: x(1_025) } }),
        131009,
        'Body text length invalid. Min length: 1, Max length: 1024',
      ]),
    ...withoutHeader.map((kind): [string, Parts, number, string] => [
      `${kind} with a header`,
      interactive(kind, { header: { type: 'text', text: 'H' } }),
      131009,
      'Header is not supported by this type of interactive message',
    ]),
    [
      'a list with a picture',
      interactive('list', { header: image }),
      131009,
      "Header type invalid. Supported types ['text']",
    ],
    [
      'a header of a picture that is not named',
      interactive('cta_url', { header: { image: { link: undefined } } }),
      131008,
      'Required parameter is missing: header image needs an id or a link.',
    ],
    [
      'a request for a location with a footer',
      interactive('location_request_message', { footer: { text: 'F' } }),
      131009,
      'Footer is not supported by this type of interactive message',
    ],
    ['a list without button', withAction('list', { button: undefined }), 131008, 'List button is missing'],
    [
      'a list button too long',
      withAction('list', { button: x(21) }),
      131009,
      'List button is too long. Max length is 20',
    ],
    [
      'no sections',
      withAction('list', { sections: [] }),
      131009,
      'Invalid sections count. Min allowed sections: 1, Max allowed sections: 10',
    ],
    [
      'eleven sections',
      withAction('list', { sections: Array(11).fill({ title: 'S', rows: rows(1) }) }),
      131009,
      'Invalid sections count. Min allowed sections: 1, Max allowed sections: 10',
    ],
    [
      'two sections without titles',
      withAction('list', { sections: [{ rows: rows(1) }, { rows: rows(1, 1) }] }),
      131008,
      'Section title is missing',
    ],
    [
      'a section title too long',
      withAction('list', { sections: [{ title: x(25), rows: rows(1) }] }),
      131009,
      'Section title is too long. Max length is 24',
    ],
    [
      'eleven rows',
      withAction('list', {
        sections: [
          { title: 'a', rows: rows(6) },
          { title: 'b', rows: rows(5, 6) },
        ],
      }),
      131009,
      'Total row count exceed max allowed count: 10',
    ],
    [
      'no rows',
      withAction('list', { sections: [{ rows: [] }] }),
      131009,
      'Total row count is below min allowed count: 1',
    ],
    ['a row without id', row({ id: undefined }), 131008, 'Row id is missing'],
    ['a row id too long', row({ id: x(201) }), 131009, 'Row id is too long. Max length is 200'],
    ['a row without title', row({ title: '' }), 131008, 'Row title is missing'],
    ['a row title too long', row({ title: x(25) }), 131009, 'Row title is too long. Max length is 24'],
    ['a description too long', row({ description: x(73) }), 131009, 'Row description is too long. Max length is 72'],
    [
      'two rows of one id',
      withAction('list', { sections: [{ rows: [...rows(1), ...rows(1)] }] }),
      131009,
      'Duplicate row id',
    ],
    [
      'a link without label',
      withParameters('cta_url', { display_text: undefined }),
      131008,
      'Button display_text is missing',
    ],
    [
      'a label too long',
      withParameters('cta_url', { display_text: x(21) }),
      131009,
      'Button display_text is too long. Max length is 20',
    ],
    ['a link without address', withParameters('cta_url', { url: null }), 131008, 'Button url is missing'],
    [
      'an address in no country',
      withParameters('address_message', { country: undefined }),
      131008,
      'Address country is missing',
    ],
    [
      'an address elsewhere',
      withParameters('address_message', { country: 'FR' }),
      131009,
      "Address country is not supported. Supported countries ['IN','SG']",
    ],
    ['a product of no catalogue', withAction('product', { catalog_id: undefined }), 131008, 'catalog_id is missing'],
    ['no product', withAction('product', { product_retailer_id: undefined }), 131008, 'product_retailer_id is missing'],
    [
      'products without header',
      interactive('product_list', { header: undefined }),
      131008,
      'Interactive message header is missing',
    ],
    [
      'products of no catalogue',
      withAction('product_list', { catalog_id: undefined }),
      131008,
      'catalog_id is missing',
    ],
    [
      '31 products',
      withAction('product_list', { sections: [{ title: 'S', product_items: products(31) }] }),
      131009,
      'Invalid products count. Min allowed products: 1, Max allowed products: 30',
    ],
    [
      'no products',
      withAction('product_list', { sections: [{ title: 'S' }] }),
      131009,
      'Invalid products count. Min allowed products: 1, Max allowed products: 30',
    ],
    [
      'a product without id',
      withAction('product_list', { sections: [{ title: 'S', product_items: [{}] }] }),
      131008,
      'product_retailer_id is missing',
    ],
  ])('%s', async (_, parts, code, details) => {
    const answer = await graph.send(parts);
    expect((answer.json as { error: unknown }).error).toEqual({
      message: `(#${code}) ${code === 131008 ? 'Required parameter is missing' : 'Parameter value is not valid'}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: expect.any(String),
    });
    expect(answer.status).toBe(400);
    expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false, error: { code, definite: true } });
  });

  test('a header by the id of no upload is refused by Graph', async () => {
    const header = { image: { link: undefined, id: '1234567890' } };
    expect((await graph.send(interactive('cta_url', { header }))).json).toMatchObject({
      error: {
        code: 100,
        message:
          "(#100) Param interactive['header']['image']['id'] is not a valid whatsapp business account media attachment ID",
      },
    });
  });
});
