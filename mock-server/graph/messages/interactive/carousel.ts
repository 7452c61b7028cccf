/**
 * 2 to 10 cards side by side, under a body of 1,024 characters and no header or footer. A card has a picture or a film,
 * up to 160 characters in three lines, and a link, quick replies (ids and titles to 20) or a product of one catalogue.
 * Cards are numbered from 0 and all of one build (assumed). Source: Meta's carousel pages of 2026.
 */
import type { GraphError } from '../../../errors/graph-error.js';
import { array, number, object, string } from '../../parameters.js';
import { type Content, firstRefusal, firstRefusalOf, invalid, missing } from '../message-type.js';
import { refuseReply, refuseTwins } from './button.js';
import { ctaUrlParameters, refuseCtaUrl } from './cta-url.js';
import { action, hasTwins, type InteractiveKind, listOf, refuseCount } from './kind.js';
import { bodyShape, headerShape, refuseHeader } from './parts.js';
import { product } from './product.js';
import { refuseStock } from './stock.js';

const MAX_LINE_BREAKS = 2;
const reply = object({ id: string(), title: string() });

interface Card {
  readonly card_index?: number;
  readonly type?: string;
  readonly header?: Content;
  readonly body?: { readonly text: string };
  readonly action: Content;
}
interface QuickReply {
  readonly quick_reply?: { readonly id?: string; readonly title?: string };
}

const cardShape = object({
  card_index: number(),
  type: string({ oneOf: ['cta_url', 'quick_reply', 'product'] }),
  header: headerShape,
  body: bodyShape,
  action: action({
    name: string({ oneOf: ['cta_url'] }),
    parameters: object(ctaUrlParameters, { open: true }),
    buttons: listOf({ type: string({ oneOf: ['quick_reply'] }), quick_reply: reply }),
    catalog_id: string(),
    product_retailer_id: string(),
  }),
});

const cardsOf = ({ cards = [] }: Content) => cards as readonly Card[];
const repliesOf = ({ action: { buttons = [] } }: Card) =>
  (buttons as readonly QuickReply[]).map(({ quick_reply }) => quick_reply ?? {});

/** What a card's action is; a card with buttons may still call itself cta_url, as a published client has it. */
function buildOf({ type, action: { buttons } }: Card): 'cta_url' | 'quick_reply' | 'product' {
  if (type?.toLowerCase() === 'product') return 'product';
  return buttons === undefined ? 'cta_url' : 'quick_reply';
}

function refuseAction(card: Card): GraphError | undefined {
  switch (buildOf(card)) {
    case 'product':
      return product.refuse?.(card.action);
    case 'cta_url':
      return refuseCtaUrl((card.action.parameters as Content | undefined) ?? {});
    default:
      return firstRefusal(
        () => (repliesOf(card).length === 0 ? missing('Card buttons are missing') : undefined),
        () => firstRefusalOf(repliesOf(card), (it) => refuseReply(it, 20)),
      );
  }
}

function refuseBody({ body }: Card): GraphError | undefined {
  const text = body?.text ?? '';
  if (text.length > 160) return invalid('Card body text length invalid. Min length: 1, Max length: 160');
  return (text.match(/\r\n|\r|\n/g) ?? []).length > MAX_LINE_BREAKS
    ? invalid(`Card body has too many line breaks. Max line breaks: ${MAX_LINE_BREAKS}`)
    : undefined;
}

function refuseCard(card: Card): GraphError | undefined {
  return firstRefusal(
    () => (card.card_index === undefined ? missing('Card index is missing') : undefined),
    () => (card.header === undefined && buildOf(card) !== 'product' ? missing('Card header is missing') : undefined),
    () => refuseHeader(card.header, ['image', 'video']),
    () => refuseBody(card),
    () => refuseAction(card),
  );
}

function refuseTogether(cards: readonly Card[]): GraphError | undefined {
  const indexes = cards.map(({ card_index }) => card_index);
  if (hasTwins(indexes) || indexes.some((index = -1) => !cards[index]))
    return invalid('Card indexes must be unique and run from 0');
  const builds = new Set(cards.map((card) => `${buildOf(card)} ${repliesOf(card).length}`));
  if (builds.size > 1) return invalid('All cards must have the same buttons');
  const catalogues = new Set(cards.map((card) => card.action.catalog_id));
  if (catalogues.size > 1) return invalid('All cards must be of one catalog');
  return (
    firstRefusalOf(cards, (card) => refuseTwins(repliesOf(card))) ??
    (hasTwins(cards.flatMap(repliesOf).map(({ id }) => id)) ? invalid('Duplicate button id') : undefined)
  );
}

export const carousel: InteractiveKind = {
  noFooter: true,
  action: action({ cards: array(cardShape) }),
  refuse: (content) =>
    firstRefusal(
      () => refuseCount(cardsOf(content).length, { of: 'cards', min: 2, max: 10 }),
      () => firstRefusalOf(cardsOf(content), refuseCard),
      () => refuseTogether(cardsOf(content)),
    ),
  forbid(content, world, conversation) {
    const shown = cardsOf(content).filter((card) => buildOf(card) === 'product');
    const [first] = shown;
    return (
      first &&
      refuseStock(
        {
          catalogId: first.action.catalog_id,
          retailerIds: shown.map((card) => card.action.product_retailer_id),
        },
        world,
        conversation,
      )
    );
  },
  words: (content) =>
    cardsOf(content).flatMap((card) => [
      card.body?.text,
      (card.action.parameters as Content | undefined)?.display_text,
      ...repliesOf(card).map(({ title }) => title),
    ]),
};
