/**
 * A template made from a text of the library: fixed words, and the business's own addresses in its buttons. What a
 * customised text would be reviewed for does not arise: it is approved (documented). Not simulated: checks of the values
 * that fill such a template when it is sent.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import type { TemplateButton, TemplateComponent, TemplateDraft } from '../../world/templates.js';
import type { GraphRequest } from '../operation.js';
import { array, boolean, number, object, parseParameters, string } from '../parameters.js';
import { languageShape } from './draft.js';
import { LIBRARY, type LibraryButton, type LibraryEntry } from './library-entries.js';

type Parameters = GraphRequest['parameters'];

/** What a caller says of a button. */
interface ButtonInput {
  readonly type: string;
  readonly url?: { readonly base_url?: string; readonly url_suffix_example?: string };
  readonly phone_number?: string;
  readonly otp_type?: string;
  readonly supported_apps?: readonly unknown[];
  readonly zero_tap_terms_accepted?: boolean;
}
interface BodyInput {
  readonly add_security_recommendation?: boolean;
  readonly code_expiration_minutes?: number;
}

const INPUTS = ['quick_reply', 'url', 'phone_number', 'otp', 'mpm', 'catalog', 'flow', 'voice_call', 'app'];
const shapes = {
  name: string({ required: true, maxLength: 512 }),
  language: { ...languageShape, required: true },
  category: string({ required: true, oneOf: ['utility', 'authentication'] }),
  library_template_name: string({ required: true }),
  library_template_button_inputs: array(
    object(
      {
        type: string({ required: true, oneOf: INPUTS }),
        url: object({ base_url: string({ uri: true }), url_suffix_example: string() }, { open: true }),
        phone_number: string({ maxLength: 20 }),
        otp_type: string({ oneOf: ['copy_code', 'one_tap', 'zero_tap'] }),
        supported_apps: array(object({}, { open: true })),
        zero_tap_terms_accepted: boolean,
      },
      { open: true },
    ),
  ),
  library_template_body_inputs: object(
    { add_security_recommendation: boolean, code_expiration_minutes: number() },
    { open: true },
  ),
};

const INPUTS_NAME = 'library_template_button_inputs';

/** A button with the business's own address; Meta's samples are not taken over. */
function fillButton(button: LibraryButton, input: ButtonInput | undefined): TemplateButton | GraphError {
  const { type, text } = button;
  if (type === 'QUICK_REPLY') return { type, text };
  if (!input) return parameterError(`The parameter ${INPUTS_NAME} is required.`);
  if (type === 'PHONE_NUMBER')
    return input.phone_number
      ? { type, text, phone_number: input.phone_number }
      : parameterError(`Param ${INPUTS_NAME} needs a phone_number for the button "${text}".`);
  const { base_url: url, url_suffix_example: example } = input.url ?? {};
  if (!url) return parameterError(`Param ${INPUTS_NAME} needs a url with a base_url for the button "${text}".`);
  return url.includes('{{1}}') && !example
    ? parameterError(`Param ${INPUTS_NAME} needs a url_suffix_example for the button "${text}".`)
    : { type, text, url, ...(url.includes('{{1}}') && { example: [example] }) };
}

function buttonsOf({ buttons }: LibraryEntry, inputs: readonly ButtonInput[]): readonly TemplateButton[] | GraphError {
  const left = [...inputs];
  const filled: TemplateButton[] = [];
  for (const button of buttons) {
    const at = left.findIndex(({ type }) => type.toUpperCase() === button.type);
    const [input] = at === -1 ? [] : left.splice(at, 1);
    const result = fillButton(button, input);
    if ('code' in result) return result as GraphError;
    filled.push(result as TemplateButton);
  }
  return filled;
}

function codeComponents(inputs: readonly ButtonInput[], given: BodyInput): readonly TemplateComponent[] {
  const { otp_type = 'copy_code', supported_apps } = inputs.find(({ type }) => type.toLowerCase() === 'otp') ?? {};
  const { add_security_recommendation = false, code_expiration_minutes: minutes } = given;
  return [
    { type: 'BODY', add_security_recommendation },
    ...(minutes === undefined ? [] : [{ type: 'FOOTER', code_expiration_minutes: minutes }]),
    {
      type: 'BUTTONS',
      buttons: [{ type: 'OTP', otp_type: otp_type.toUpperCase(), ...(supported_apps && { supported_apps }) }],
    },
  ];
}

function noticeComponents(entry: LibraryEntry, buttons: readonly TemplateButton[]): readonly TemplateComponent[] {
  const samples = entry.samples.map(([sample]) => sample);
  return [
    ...(entry.header === undefined ? [] : [{ type: 'HEADER', format: 'TEXT', text: entry.header }]),
    { type: 'BODY', text: entry.body, ...(samples.length > 0 && { example: { body_text: [samples] } }) },
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
  ];
}

export function draftFromLibrary(
  parameters: Parameters,
): { readonly draft: TemplateDraft } | { readonly refusal: GraphError } {
  const { values, refusal } = parseParameters(shapes, parameters);
  if (refusal) return { refusal };
  const [name, language, category, libraryName] = ['name', 'language', 'category', 'library_template_name'].map((key) =>
    String(values[key]),
  );
  const entry = LIBRARY.find((it) => it.name === libraryName && it.language === language);
  if (!entry)
    return {
      refusal: parameterError(
        `Param library_template_name is not in the library in ${language} - got "${libraryName}".`,
      ),
    };
  if (entry.category !== category?.toUpperCase())
    return { refusal: parameterError(`Param category must be one of {${entry.category}} - got "${category}".`) };
  const inputs = (values[INPUTS_NAME] ?? []) as readonly ButtonInput[];
  const buttons = buttonsOf(entry, inputs);
  if ('code' in buttons) return { refusal: buttons };
  return {
    draft: {
      name: name ?? '',
      language: entry.language,
      category: entry.category,
      parameterFormat: 'POSITIONAL',
      components:
        entry.category === 'AUTHENTICATION'
          ? codeComponents(inputs, (values.library_template_body_inputs ?? {}) as BodyInput)
          : noticeComponents(entry, buttons),
      libraryTemplateName: entry.name,
    },
  };
}
