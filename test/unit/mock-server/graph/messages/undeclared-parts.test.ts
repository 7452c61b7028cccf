/** Template sends that have more than their template declares, also inside the cards of a carousel. */
import { expect, test } from 'vitest';
import { type DeclaredPart, refuseParts } from '../../../../../mock-server/graph/messages/template/declared-parts.js';
import { refuseUndeclared } from '../../../../../mock-server/graph/messages/template/undeclared-parts.js';

type Sent = Parameters<typeof refuseUndeclared>[1];

const text = { type: 'text', text: 'a' };
const body = { type: 'BODY', text: 'Hello there.' };
const buttons = (...list: { type: string; url?: string }[]) => ({ type: 'BUTTONS', buttons: list });
const button = (sub_type: string, index: unknown, ...parameters: { type: string }[]) => ({
  type: 'button',
  sub_type,
  index,
  parameters,
});
const link = { type: 'URL', url: 'https://x.y/{{1}}' };
const fixedLink = { type: 'URL', url: 'https://x.y' };
const reply = { type: 'QUICK_REPLY' };

const image = { type: 'HEADER', format: 'IMAGE' };
const carousel: DeclaredPart = {
  type: 'CAROUSEL',
  cards: Array(2).fill({ components: [image, { type: 'BODY', text: 'For {{1}} only.' }, buttons(link)] }),
};
const imageParameter = { type: 'header', parameters: [{ type: 'image' }] };
const bodyParameter = { type: 'body', parameters: [text] };
const card = (card_index: number, ...components: Sent) => ({ card_index, components });
const fullCard = (index: number) => card(index, imageParameter, bodyParameter, button('url', '0', text));
const cards = (...list: ReturnType<typeof card>[]) => [{ type: 'carousel', cards: list }];

test.each<[string, DeclaredPart[], Sent, string | undefined]>([
  ['nothing beyond the declaration', [body], [{ type: 'body' }, { type: 'footer' }], undefined],
  [
    'a header that is not declared',
    [body],
    [{ type: 'header', parameters: [text] }],
    '132000 header: number of localizable_params (1) does not match the expected number of params (0)',
  ],
  ['an empty header', [body], [{ type: 'header', parameters: [] }], undefined],
  [
    'a button without buttons',
    [body],
    [button('quick_reply', '0')],
    '132018 buttons: There is no button at index 0 in the template',
  ],
  [
    'a button behind the last',
    [buttons(reply)],
    [button('quick_reply', 1)],
    '132018 buttons: There is no button at index 1 in the template',
  ],
  [
    'a button of another kind',
    [buttons(reply)],
    [button('url', '0', text)],
    '132018 buttons: Button at index 0 is of type QUICK_REPLY, received URL',
  ],
  [
    'a button twice',
    [buttons(reply)],
    [button('quick_reply', 0), button('quick_reply', '0')],
    '132018 buttons: Button at index 0 occurs more than once',
  ],
  ['a link with a suffix', [buttons(link)], [button('url', '0', text)], undefined],
  [
    'a suffix for a fixed link',
    [buttons(fixedLink)],
    [button('url', '0', text)],
    '132018 buttons: Button at index 0 of type Url does not require parameters',
  ],
  ['a one-time password as a link', [buttons({ type: 'OTP' })], [button('url', '0', text)], undefined],
  [
    'a one-time password as a reply',
    [buttons({ type: 'OTP' })],
    [button('quick_reply', '0')],
    '132018 buttons: Button at index 0 is of type OTP, received QUICK_REPLY',
  ],
  [
    'an offer',
    [body],
    [{ type: 'limited_time_offer' }],
    '132018 limited_time_offer: The template has no limited-time offer',
  ],
  ['an offer that is declared', [{ type: 'LIMITED_TIME_OFFER' }], [{ type: 'limited_time_offer' }], undefined],
  [
    'cards',
    [body],
    cards(card(0), card(1)),
    '132000 carousel: number of cards (2) does not match the expected number of cards (0)',
  ],
  ['cards as declared', [carousel], cards(fullCard(0), fullCard(1)), undefined],
  [
    'a card with one button more',
    [carousel],
    cards(fullCard(0), card(1, imageParameter, bodyParameter, button('url', '0', text), button('quick_reply', '1'))),
    '132018 buttons: There is no button at index 1 in the template',
  ],
])('%s', (_, parts, sent, words) => {
  const refusal = refuseUndeclared(parts, sent);
  expect(refusal && `${refusal.code} ${refusal.details}`).toBe(words);
});

test.each<[string, DeclaredPart[], Sent, string | undefined]>([
  ['cards as declared, in another order', [carousel], cards(fullCard(1), fullCard(0)), undefined],
  [
    'a card without its picture',
    [carousel],
    cards(fullCard(0), card(1, bodyParameter, button('url', '0', text))),
    '132012 header: Format mismatch, expected IMAGE, received UNKNOWN',
  ],
  [
    'a card without its suffix',
    [carousel],
    cards(card(0, imageParameter, bodyParameter), fullCard(1)),
    '131008 buttons: Button at index 0 of type Url requires a parameter',
  ],
  [
    'a card without its words',
    [carousel],
    cards(fullCard(0), card(1, imageParameter, button('url', '0', text))),
    "132000 carousel: number of localizable_params (0) of a card's body does not match the expected number of params (1)",
  ],
  [
    'an offer without its end',
    [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { has_expiration: true } }],
    [],
    '131008 limited_time_offer: expiration_time_ms is required by the template',
  ],
])('declared, but not filled: %s', (_, parts, sent, words) => {
  const refusal = refuseParts(parts, sent);
  expect(refusal && `${refusal.code} ${refusal.details}`).toBe(words);
});
