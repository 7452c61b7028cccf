/**
 * Which components a template may have together, and the rules of each: one body, at most one of every other kind; an
 * authentication template has a preset body and one OTP button; a carousel has 2 to 10 cards of one build.
 */
import type { GraphError } from '../../errors/graph-error.js';
import type { TemplateComponent } from '../../world/templates.js';
import { refuseButtons } from './buttons.js';
import { firstBroken, SUBCODES, templateError, tooLong } from './template-error.js';
import { LONGEST_BODY, refuseBody, refuseFooter, refuseHeader, type Surroundings } from './texts.js';

/** Meta, "Templates": limits of a carousel and of a limited-time offer. */
const CARDS = { min: 2, max: 10 };
const MOST_CARD_BUTTONS = 2;
const LONGEST_CARD_BODY = 160;
const LONGEST_OFFER_BODY = 600;
const LONGEST_OFFER_TEXT = 16;
const CARD_PARTS = new Set(['HEADER', 'BODY', 'BUTTONS']);
const CARD_HEADERS = new Set(['IMAGE', 'VIDEO', 'PRODUCT']);

const broken = (text: string): GraphError => templateError(SUBCODES.structure, text);

/** A card's build: what must be the same in all cards. */
const buildOf = (components: readonly TemplateComponent[]): string =>
  components
    .map(({ type, format, buttons }) => `${type}:${format ?? ''}:${(buttons ?? []).map((it) => it.type).join()}`)
    .sort()
    .join(' ');

function refuseTwins(components: readonly TemplateComponent[]): GraphError | undefined {
  const types = components.map(({ type }) => type);
  const twin = types.find((type, index) => types.indexOf(type) !== index);
  return twin === undefined ? undefined : broken(`A template can have one ${twin} component only.`);
}

function refuseCard(components: readonly TemplateComponent[], around: Surroundings): GraphError | undefined {
  const header = components.find(({ type }) => type === 'HEADER');
  const buttons = components.find(({ type }) => type === 'BUTTONS')?.buttons ?? [];
  if (components.some(({ type }) => !CARD_PARTS.has(type)))
    return broken('A carousel card can have a header, a body and buttons.');
  if (!CARD_HEADERS.has(header?.format ?? '')) return broken('A carousel card needs a header with an image or video.');
  if (buttons.length > MOST_CARD_BUTTONS)
    return broken(`A carousel card can have ${MOST_CARD_BUTTONS} buttons at most.`);
  return refuseParts(components, around, LONGEST_CARD_BODY);
}

function refuseCards({ cards = [] }: TemplateComponent, around: Surroundings): GraphError | undefined {
  if (cards.length < CARDS.min || cards.length > CARDS.max)
    return broken(`A carousel needs ${CARDS.min} to ${CARDS.max} cards.`);
  const builds = new Set(cards.map(({ components }) => buildOf(components)));
  if (builds.size > 1) return broken('All cards of a carousel must have the same components.');
  return firstBroken(
    ...cards.map(
      ({ components }) =>
        () =>
          refuseCard(components, around),
    ),
  );
}

function refuseOffer({ limited_time_offer: offer }: TemplateComponent): GraphError | undefined {
  if (!offer?.text) return broken('A limited-time offer needs a text.');
  return tooLong('The text of a limited-time offer', offer.text, LONGEST_OFFER_TEXT);
}

function refusePart(component: TemplateComponent, around: Surroundings, longestBody: number): GraphError | undefined {
  switch (component.type) {
    case 'HEADER':
      return refuseHeader(component, around);
    case 'BODY':
      return refuseBody(component, around, longestBody);
    case 'FOOTER':
      return refuseFooter(component, around);
    case 'BUTTONS':
      return refuseButtons(component.buttons ?? [], around);
    case 'CAROUSEL':
      return refuseCards(component, around);
    case 'LIMITED_TIME_OFFER':
      return refuseOffer(component);
    default:
      return undefined;
  }
}

function refuseParts(components: readonly TemplateComponent[], around: Surroundings, longestBody: number) {
  const twins = refuseTwins(components);
  return twins ?? firstBroken(...components.map((component) => () => refusePart(component, around, longestBody)));
}

function refuseAuthentication(components: readonly TemplateComponent[]): GraphError | undefined {
  const stranger = components.find(({ type }) => !['BODY', 'FOOTER', 'BUTTONS'].includes(type));
  if (stranger) return broken(`An authentication template can't have a ${stranger.type} component.`);
  const buttons = components.find(({ type }) => type === 'BUTTONS')?.buttons ?? [];
  return buttons.length === 1 && buttons[0]?.type === 'OTP'
    ? undefined
    : broken('An authentication template needs one OTP button.');
}

/** The first rule that the components break; they are in the form in which they are kept. */
export function refuseComponents(
  components: readonly TemplateComponent[],
  around: Surroundings,
): GraphError | undefined {
  const types = new Set(components.map(({ type }) => type));
  if (!types.has('BODY')) return broken('A template needs a BODY component.');
  if (types.has('LIMITED_TIME_OFFER') && types.has('FOOTER'))
    return broken("A limited-time offer can't have a footer.");
  if (types.has('CAROUSEL') && (types.has('HEADER') || types.has('FOOTER') || types.has('BUTTONS')))
    return broken('A template with a carousel can have a body besides it only.');
  const longestBody = types.has('LIMITED_TIME_OFFER') ? LONGEST_OFFER_BODY : LONGEST_BODY;
  return firstBroken(
    () => (around.category === 'AUTHENTICATION' ? refuseAuthentication(components) : undefined),
    () => refuseParts(components, around, longestBody),
  );
}
