/**
 * What may stand in a template's components, judged by itself: header (one parameter), body, buttons, limited-time
 * offer, carousel of 2 to 10 cards, tap target. Source: Meta's template pages. What the template declares: declared.ts, declared-parts.ts
 * and undeclared-parts.ts.
 */
import { contentError, type GraphError } from '../../../errors/graph-error.js';
import { any, array, number, object, type Shape, string } from '../../parameters.js';
import { hasTwins, refuseCount } from '../interactive/kind.js';
import { firstRefusal, firstRefusalOf, invalid, missing } from '../message-type.js';
import { BUTTON_SUB_TYPES, type Card, type Component, refuseButton } from './buttons.js';
import { parameterShape, refuseParameter, refuseParameters } from './parameters.js';

export const HEADER_KINDS = ['text', 'image', 'video', 'gif', 'document', 'location', 'product'];
export const BODY_KINDS = ['text', 'currency', 'date_time'];

const IN_CARDS = ['header', 'body', 'button'];
const ANYWHERE = [...IN_CARDS, 'footer', 'limited_time_offer', 'carousel', 'tap_target_configuration'];

const members = (types: readonly string[]): Readonly<Record<string, Shape>> => ({
  type: string({ required: true, oneOf: types }),
  sub_type: string({ oneOf: BUTTON_SUB_TYPES }),
  index: any,
  parameters: array(parameterShape),
});

export const componentsShape = array(
  object({
    ...members(ANYWHERE),
    limited_time_offer: object({ expiration_time_ms: number() }),
    cards: array(object({ card_index: number(), components: array(object(members(IN_CARDS))) })),
  }),
);

function refuseHeader({ parameters = [] }: Component): GraphError | undefined {
  if (parameters.length > 1)
    return contentError(
      132000,
      `header: number of localizable_params (${parameters.length}) does not match the expected number of params (1)`,
    );
  return refuseParameters(parameters, { where: 'header', kinds: HEADER_KINDS });
}

/** The offer stands in the component itself, or in a parameter as other pages show it. */
function refuseOffer({ limited_time_offer, parameters = [] }: Component): GraphError | undefined {
  if (limited_time_offer === undefined && parameters.length === 0) return missing('limited_time_offer is missing');
  return firstRefusal(
    () =>
      limited_time_offer === undefined
        ? undefined
        : refuseParameter({ type: 'limited_time_offer', limited_time_offer }),
    () => refuseParameters(parameters, { where: 'limited_time_offer', kinds: ['limited_time_offer'] }),
  );
}

function refuseCards(cards: readonly Card[], path: string): GraphError | undefined {
  const indexes = cards.map(({ card_index }) => card_index);
  return firstRefusal(
    () => refuseCount(cards.length, { of: 'cards', min: 2, max: 10 }),
    () => (indexes.includes(undefined) ? missing('carousel: card_index is missing') : undefined),
    () =>
      hasTwins(indexes) || indexes.some((index = -1) => !cards[index])
        ? invalid('carousel: card_index must be unique and run from 0')
        : undefined,
    () =>
      firstRefusalOf(cards, ({ components = [] }, index) =>
        refuseComponents(components, `${path}['cards'][${index}]['components']`),
      ),
  );
}

function refuseComponent(component: Component, path: string): GraphError | undefined {
  const { type, parameters = [], cards = [] } = component;
  switch (type.toLowerCase()) {
    case 'header':
      return refuseHeader(component);
    case 'body':
      return refuseParameters(parameters, { where: 'body', kinds: BODY_KINDS });
    case 'button':
      return refuseButton(component, path);
    case 'limited_time_offer':
      return refuseOffer(component);
    case 'carousel':
      return refuseCards(cards, path);
    case 'tap_target_configuration':
      return refuseParameters(parameters, { where: 'tap_target_configuration', kinds: ['tap_target_configuration'] });
    default:
      return undefined;
  }
}

/** The first refusal of a list of components; `path` is the list's. */
export function refuseComponents(components: readonly Component[], path: string): GraphError | undefined {
  return firstRefusalOf(components, (component, index) => refuseComponent(component, `${path}[${index}]`));
}
