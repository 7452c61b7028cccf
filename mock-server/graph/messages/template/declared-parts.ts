/**
 * Headers, buttons and carousels that a template declares, as far as the world keeps them: a header of a format takes a
 * parameter of that kind (132012) or of its variable (132000), a button with a variable needs a parameter (131008), and
 * there are as many cards as were created (132000 assumed). What a template does not declare is not held against a send.
 */
import { contentError, type GraphError } from '../../../errors/graph-error.js';
import type { Template } from '../../../world/templates.js';
import { firstRefusal, firstRefusalOf, missing } from '../message-type.js';
import type { Component } from './buttons.js';
import { kindOf } from './parameters.js';

/** A declared part, in the words of the wire. */
export interface DeclaredPart {
  readonly type: string;
  readonly format?: string;
  readonly text?: string;
  readonly buttons?: readonly { readonly type: string; readonly url?: string }[];
  readonly cards?: readonly unknown[];
}

/** The parts of a template that has been created; a template that is only a body has none. */
export const partsOf = (template: Pick<Template, 'name'> & { readonly components?: readonly DeclaredPart[] }) =>
  template.components ?? [];

const isVariable = (text = ''): boolean => /\{\{\w+\}\}/.test(text);
const sentAs = (components: readonly Component[], name: string) =>
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
function neededBy({ type, url }: { readonly type: string; readonly url?: string }): string | undefined {
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

function refuseCards({ cards = [] }: DeclaredPart, components: readonly Component[]): GraphError | undefined {
  const given = sentAs(components, 'carousel')?.cards?.length ?? 0;
  return given === cards.length
    ? undefined
    : contentError(
        132000,
        `carousel: number of cards (${given}) does not match the expected number of cards (${cards.length})`,
      );
}

/** The first way in which a send does not fill the declared parts. */
export function refuseParts(parts: readonly DeclaredPart[], components: readonly Component[]): GraphError | undefined {
  const part = (name: string) => parts.find(({ type }) => type.toUpperCase() === name);
  const check = (name: string, refuse: (part: DeclaredPart, sent: readonly Component[]) => GraphError | undefined) => {
    const declared = part(name);
    return declared && refuse(declared, components);
  };
  return firstRefusal(
    () => check('HEADER', refuseHeader),
    () => check('CAROUSEL', refuseCards),
    () => check('BUTTONS', refuseButtons),
  );
}
