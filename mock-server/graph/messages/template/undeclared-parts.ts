/**
 * What a send has beyond its template: a header or cards that it does not declare (132000, as too many parameters), a
 * button where there is none or of another kind, a parameter for a link that has no variable, an offer (132018 assumed).
 * A one-time password is sent as a link. Whether what is declared was filled: declared-parts.ts.
 */
import { contentError, type GraphError } from '../../../errors/graph-error.js';
import { firstRefusal, firstRefusalOf } from '../message-type.js';
import type { Component } from './buttons.js';
import { type DeclaredButton, type DeclaredPart, isVariable, sentAs } from './declared-parts.js';

/** How a send calls the kinds of buttons that have another name there. */
const SENT_AS: Readonly<Record<string, readonly string[]>> = { OTP: ['URL', 'COPY_CODE'] };

const wrong = (details: string): GraphError => contentError(132018, details);
const declaredAs = (parts: readonly DeclaredPart[], name: string) =>
  parts.find(({ type }) => type.toUpperCase() === name);

function refuseHeader(parts: readonly DeclaredPart[], components: readonly Component[]): GraphError | undefined {
  const given = sentAs(components, 'header')?.parameters?.length ?? 0;
  return given > 0 && !declaredAs(parts, 'HEADER')
    ? contentError(
        132000,
        `header: number of localizable_params (${given}) does not match the expected number of params (0)`,
      )
    : undefined;
}

function refuseButton(declared: DeclaredButton | undefined, { index, sub_type = '', parameters = [] }: Component) {
  if (!declared) return wrong(`buttons: There is no button at index ${index} in the template`);
  const [type, sent] = [declared.type.toUpperCase(), sub_type.toUpperCase()];
  if (!(SENT_AS[type] ?? [type]).includes(sent))
    return wrong(`buttons: Button at index ${index} is of type ${type}, received ${sent}`);
  return type === 'URL' && parameters.length > 0 && !isVariable(declared.url)
    ? wrong(`buttons: Button at index ${index} of type Url does not require parameters`)
    : undefined;
}

function refuseButtons(parts: readonly DeclaredPart[], components: readonly Component[]): GraphError | undefined {
  const buttons = declaredAs(parts, 'BUTTONS')?.buttons ?? [];
  const sent = components.filter(({ type }) => type.toLowerCase() === 'button');
  const indexes = sent.map(({ index }) => String(index));
  const twin = indexes.find((index, position) => indexes.indexOf(index) !== position);
  if (twin !== undefined) return wrong(`buttons: Button at index ${twin} occurs more than once`);
  return firstRefusalOf(sent, (button) => refuseButton(buttons[Number(button.index)], button));
}

function refuseCards(parts: readonly DeclaredPart[], components: readonly Component[]): GraphError | undefined {
  const given = sentAs(components, 'carousel')?.cards ?? [];
  const declared = declaredAs(parts, 'CAROUSEL')?.cards;
  if (!declared)
    return given.length === 0
      ? undefined
      : contentError(
          132000,
          `carousel: number of cards (${given.length}) does not match the expected number of cards (0)`,
        );
  return firstRefusalOf(given, ({ card_index, components: sent = [] }, index) =>
    refuseUndeclared(declared[card_index ?? index]?.components ?? [], sent),
  );
}

/** The first part of a send that its template does not have; the send is sound in itself. */
export const refuseUndeclared = (
  parts: readonly DeclaredPart[],
  components: readonly Component[],
): GraphError | undefined =>
  firstRefusal(
    () => refuseHeader(parts, components),
    () =>
      sentAs(components, 'limited_time_offer') && !declaredAs(parts, 'LIMITED_TIME_OFFER')
        ? wrong('limited_time_offer: The template has no limited-time offer')
        : undefined,
    () => refuseCards(parts, components),
    () => refuseButtons(parts, components),
  );
