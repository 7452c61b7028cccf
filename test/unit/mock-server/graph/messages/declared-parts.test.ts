/** Template sends against declared headers, buttons and carousels. */
import { expect, test } from 'vitest';
import {
  type DeclaredPart,
  partsOf,
  refuseParts,
} from '../../../../../mock-server/graph/messages/template/declared-parts.js';

const image = { type: 'HEADER', format: 'IMAGE' };
const title = (text: string) => ({ type: 'HEADER', format: 'TEXT', text });
const buttons = (...list: { type: string; url?: string }[]) => ({ type: 'BUTTONS', buttons: list });
const header = (...parameters: { type: string }[]) => ({ type: 'header', parameters });
const button = (index: unknown, ...parameters: { type: string }[]) => ({
  type: 'button',
  sub_type: 'url',
  index,
  parameters,
});
const text = { type: 'text', text: 'a' };
const link = { type: 'URL', url: 'https://x.y/{{1}}' };

type Sent = Parameters<typeof refuseParts>[1];

test.each<[string, DeclaredPart[], Sent, string | undefined]>([
  ['nothing declared: nothing held against it', [], [header(text)], undefined],
  ['a picture for a picture', [image], [{ type: 'HEADER', parameters: [{ type: 'IMAGE' }] }], undefined],
  ['no header for a picture', [image], [], '132012 header: Format mismatch, expected IMAGE, received UNKNOWN'],
  ['a text for a picture', [image], [header(text)], '132012 header: Format mismatch, expected IMAGE, received TEXT'],
  ['a fixed title without parameters', [title('Hello')], [], undefined],
  [
    'a fixed title with a parameter',
    [title('Hello')],
    [header(text)],
    '132000 header: number of localizable_params (1) does not match the expected number of params (0)',
  ],
  ['a title with its variable', [title('Hello {{1}}')], [header(text)], undefined],
  [
    'a title without its variable',
    [title('Hello {{name}}')],
    [header()],
    '132000 header: number of localizable_params (0) does not match the expected number of params (1)',
  ],
  [
    'a picture for a title',
    [title('Hello {{1}}')],
    [header({ type: 'image' })],
    '132012 header: Format mismatch, expected TEXT, received IMAGE',
  ],
  ['a link with its suffix', [buttons(link)], [button('0', text)], undefined],
  ['a link without suffix', [buttons(link)], [], '131008 buttons: Button at index 0 of type Url requires a parameter'],
  [
    'a link whose suffix went to another button',
    [buttons({ type: 'QUICK_REPLY' }, link)],
    [button(0, text)],
    '131008 buttons: Button at index 1 of type Url requires a parameter',
  ],
  ['a link without variable', [buttons({ type: 'URL', url: 'https://x.y' })], [], undefined],
  [
    'a one-time password without code',
    [buttons({ type: 'OTP' })],
    [button('0')],
    '131008 buttons: Button at index 0 of type Url requires a parameter',
  ],
  [
    'a coupon without code',
    [buttons({ type: 'COPY_CODE' })],
    [],
    '131008 buttons: Button at index 0 of type CopyCode requires a parameter',
  ],
  ['as many cards as declared', [{ type: 'CAROUSEL', cards: [{}] }], [{ type: 'carousel', cards: [{}] }], undefined],
  [
    'fewer cards than declared',
    [{ type: 'CAROUSEL', cards: [{}, {}] }],
    [],
    '132000 carousel: number of cards (0) does not match the expected number of cards (2)',
  ],
])('%s', (_, parts, sent, words) => {
  const refusal = refuseParts(partsOf({ name: 'a', components: parts }), sent);
  expect(refusal && `${refusal.code} ${refusal.details}`).toBe(words);
});
