/**
 * Header, body and footer of a template: lengths, formatting, variables and sample values. Not simulated: whether an
 * uploaded handle exists, and the review of what a text says.
 */
import type { GraphError } from '../../errors/graph-error.js';
import type { ParameterFormat, TemplateCategory, TemplateComponent } from '../../world/templates.js';
import { firstBroken, SUBCODES, templateError, tooLong } from './template-error.js';
import { refuseEdges, refuseNames, refuseRatio, refuseSamples, variablesOf, withoutVariables } from './variables.js';

/** Meta, "Templates": limits in characters. */
const LONGEST_HEADER = 60;
const LONGEST_FOOTER = 60;
export const LONGEST_BODY = 1_024;
const EXPIRATION_MINUTES = { min: 1, max: 90 };

const MEDIA = new Set(['IMAGE', 'VIDEO', 'GIF', 'DOCUMENT']);
/** New lines, emoji, and the marks of bold, italic, struck-out and fixed-width text. */
const FORMATTED = /[\n\r*~`]|(?:^|\s)_\S.*_(?:\s|$)|\p{Emoji_Presentation}|\uFE0F/u;

/** What the rules of a part need to know of its template. */
export interface Surroundings {
  readonly category: TemplateCategory;
  readonly format: ParameterFormat;
}

export function refuseHeader({ format = '', text, example }: TemplateComponent, around: Surroundings) {
  if (MEDIA.has(format))
    return example?.header_handle?.some((handle) => handle !== '')
      ? undefined
      : templateError(
          SUBCODES.example,
          `Message template "components" param is missing expected field(s): example.header_handle of the ${format} header.`,
        );
  if (format === 'LOCATION' || format === 'PRODUCT') return undefined;
  if (!format || !text) return templateError(SUBCODES.structure, 'A header needs a format, and a TEXT header a text.');
  return firstBroken(
    () => tooLong('The header', text, LONGEST_HEADER),
    () => refuseNames(text, around.format, SUBCODES.header),
    () =>
      variablesOf(text).length > 1
        ? templateError(SUBCODES.header, "The message header can't have more than one variable.")
        : undefined,
    () =>
      FORMATTED.test(withoutVariables(text))
        ? templateError(
            SUBCODES.header,
            "The message header can't have any new lines, formatting characters, emojis or asterisks.",
          )
        : undefined,
    () => refuseSamples({ text, example, format: around.format, where: 'header' }),
  );
}

/** @param longest limit in characters: cards and offers have less room. */
export function refuseBody(
  { text, example }: TemplateComponent,
  { category, format }: Surroundings,
  longest = LONGEST_BODY,
): GraphError | undefined {
  if (category === 'AUTHENTICATION')
    return text === undefined
      ? undefined
      : templateError(SUBCODES.structure, "The body of an authentication template is preset and can't have a text.");
  if (!text?.trim()) return templateError(SUBCODES.body, 'The message body needs a text.');
  return firstBroken(
    () => tooLong('The body', text, longest),
    () => refuseNames(text, format, SUBCODES.body),
    () => refuseEdges(text),
    () => refuseRatio(text),
    () => refuseSamples({ text, example, format, where: 'body' }),
  );
}

export function refuseFooter(component: TemplateComponent, { category }: Surroundings): GraphError | undefined {
  const { text, code_expiration_minutes: minutes } = component;
  if (category === 'AUTHENTICATION') {
    const { min, max } = EXPIRATION_MINUTES;
    return minutes === undefined || !Number.isInteger(minutes) || minutes < min || minutes > max
      ? templateError(SUBCODES.footer, `code_expiration_minutes must be a whole number from ${min} to ${max}.`)
      : undefined;
  }
  if (!text) return templateError(SUBCODES.footer, 'The message footer needs a text.');
  return firstBroken(
    () => tooLong('The footer', text, LONGEST_FOOTER),
    () =>
      /\{\{|\}\}|[\n\r]/.test(text)
        ? templateError(SUBCODES.footer, "The message footer can't have any variables or new lines.")
        : undefined,
  );
}
