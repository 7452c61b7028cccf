/**
 * What a template declares must be filled by a send: a header of a format takes a parameter of that kind (132012) or of
 * its variable (132000), a button with a variable needs a parameter (131008), an offer that ends says when, and there
 * are as many cards as were created (132000 assumed), each of which is filled in the same way. What a send has beyond
 * the declaration: undeclared-parts.ts.
 */
import { contentError, type GraphError } from '../../../errors/graph-error.js';
import { type Template, variableCount } from '../../../world/templates.js';
import { firstRefusal, firstRefusalOf, missing } from '../message-type.js';
import type { Component } from './buttons.js';
import { kindOf } from './parameters.js';

/** A declared part, in the words of the wire. */
export interface DeclaredPart {
  readonly type: string;
  readonly format?: string;
  readonly text?: string;
  readonly buttons?: readonly DeclaredButton[];
  readonly cards?: readonly { readonly components?: readonly DeclaredPart[] }[];
  readonly limited_time_offer?: { readonly has_expiration?: boolean };
}

export interface DeclaredButton {
  readonly type: string;
  readonly url?: string;
}

/** The parts of a template that has been created; a template that is only a body has none. */
export const partsOf = (template: Pick<Template, 'name'> & { readonly components?: readonly DeclaredPart[] }) =>
  template.components ?? [];

export const isVariable = (text = ''): boolean => /\{\{\w+\}\}/.test(text);
export const sentAs = (components: readonly Component[], name: string) =>
  components.find(({ type }) => type.toLowerCase() === name);

function refuseHeader({ format = 'TEXT', text }: DeclaredPart, components: readonly Component[]) {
  const given = sentAs(components, 'header')?.parameters ?? [];
  const isText = format.toUpperCase() === 'TEXT';
  const expected = isVariable(text) ? 1 : 0;
  if (isText && given.length !== expected)
    return contentError(
      132000,
      `header: number of localizable_params (${given.length}) does not match the expected number of params (${expected})`,
    );
  if (isText && expected === 0) return undefined;
  const received = kindOf(given[0]).toUpperCase();
  return received === format.toUpperCase()
    ? undefined
    : contentError(132012, `header: Format mismatch, expected ${format.toUpperCase()}, received ${received}`);
}

/** Buttons that cannot be sent without a parameter, and how a refusal calls them; a one-time password is a link. */
function neededBy({ type, url }: DeclaredButton): string | undefined {
  switch (type.toUpperCase()) {
    case 'URL':
      return isVariable(url) ? 'Url' : undefined;
    case 'OTP':
      return 'Url';
    case 'COPY_CODE':
      return 'CopyCode';
    default:
      return undefined;
  }
}

function refuseButtons({ buttons = [] }: DeclaredPart, components: readonly Component[]): GraphError | undefined {
  return firstRefusalOf(buttons, (button, index) => {
    const type = neededBy(button);
    const sent = components.find((it) => it.type.toLowerCase() === 'button' && String(it.index) === String(index));
    return type !== undefined && !sent?.parameters?.length
      ? missing(`buttons: Button at index ${index} of type ${type} requires a parameter`)
      : undefined;
  });
}

/** A body inside a card; the template's own is looked at in declared.ts. */
function refuseCardBody({ text = '' }: DeclaredPart, components: readonly Component[]): GraphError | undefined {
  const given = sentAs(components, 'body')?.parameters?.length ?? 0;
  const expected = variableCount(text);
  return given === expected
    ? undefined
    : contentError(
        132000,
        `carousel: number of localizable_params (${given}) of a card's body does not match the expected number of params (${expected})`,
      );
}

function refuseCards({ cards = [] }: DeclaredPart, components: readonly Component[]): GraphError | undefined {
  const given = sentAs(components, 'carousel')?.cards ?? [];
  if (given.length !== cards.length)
    return contentError(
      132000,
      `carousel: number of cards (${given.length}) does not match the expected number of cards (${cards.length})`,
    );
  return firstRefusalOf(given, ({ card_index, components: sent = [] }, index) => {
    const declared = cards[card_index ?? index]?.components ?? [];
    return refuseParts(declared, sent) ?? onPart(declared, 'BODY', (body) => refuseCardBody(body, sent));
  });
}

function refuseOffer({ limited_time_offer: offer }: DeclaredPart, components: readonly Component[]) {
  return offer?.has_expiration && !sentAs(components, 'limited_time_offer')
    ? missing('limited_time_offer: expiration_time_ms is required by the template')
    : undefined;
}

function onPart(
  parts: readonly DeclaredPart[],
  name: string,
  check: (part: DeclaredPart) => GraphError | undefined,
): GraphError | undefined {
  const declared = parts.find(({ type }) => type.toUpperCase() === name);
  return declared && check(declared);
}

/** The first way in which a send does not fill the declared parts. */
export function refuseParts(parts: readonly DeclaredPart[], components: readonly Component[]): GraphError | undefined {
  return firstRefusal(
    () => onPart(parts, 'HEADER', (part) => refuseHeader(part, components)),
    () => onPart(parts, 'LIMITED_TIME_OFFER', (part) => refuseOffer(part, components)),
    () => onPart(parts, 'CAROUSEL', (part) => refuseCards(part, components)),
    () => onPart(parts, 'BUTTONS', (part) => refuseButtons(part, components)),
  );
}
