/**
 * Buttons of a template: how many of each kind, that quick replies stand together, and what each kind needs. Not
 * simulated: whether a flow, a catalogue or an app exists.
 */
import type { GraphError } from '../../errors/graph-error.js';
import type { TemplateButton } from '../../world/templates.js';
import { firstBroken, SUBCODES, templateError, tooLong } from './template-error.js';
import type { Surroundings } from './texts.js';

/** Meta, "Templates": limits of numbers and, in characters, of texts. */
const MOST_BUTTONS = 10;
const MOST_OF_A_KIND: Readonly<Record<string, number>> = { URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1, OTP: 1 };
const LONGEST_LABEL = 25;
const LONGEST_URL = 2_000;
const LONGEST_PHONE = 20;
const LONGEST_CODE = 15;
const MOST_APPS = 5;

/** Kinds whose label Meta writes itself. */
const PRESET_LABELS = new Set(['COPY_CODE', 'OTP', 'REQUEST_CONTACT_INFO', 'VOICE_CALL', 'SPM']);
const OTP_TYPES = new Set(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']);

const wrong = (text: string): GraphError => templateError(SUBCODES.button, text);

/** The one sample value of a button, given as itself or in a list. */
const sampleOf = ({ example }: TemplateButton): string => {
  const sample = Array.isArray(example) ? example[0] : example;
  return typeof sample === 'string' ? sample : '';
};

function refuseUrl(button: TemplateButton): GraphError | undefined {
  const { url = '' } = button;
  const tooLongUrl = tooLong('The URL of a button', url, LONGEST_URL);
  if (tooLongUrl) return tooLongUrl;
  if (!URL.canParse(url.replace(/\{\{1\}\}$/, 'x')) || !/^https?:/i.test(url))
    return wrong('A URL button needs a valid URL.');
  if (/\{\{|\}\}/.test(url.replace(/\{\{1\}\}$/, '')))
    return wrong('The URL of a button can have one variable, {{1}}, at its end.');
  return url.endsWith('{{1}}') && sampleOf(button) === ''
    ? templateError(
        SUBCODES.example,
        'Message template "components" param is missing expected field(s): example value for the variable of the URL button.',
      )
    : undefined;
}

function refuseOtp({ otp_type = '', supported_apps = [] }: TemplateButton, { category }: Surroundings) {
  if (category !== 'AUTHENTICATION') return wrong('OTP buttons are for authentication templates only.');
  if (!OTP_TYPES.has(otp_type)) return wrong('An OTP button needs an otp_type: COPY_CODE, ONE_TAP or ZERO_TAP.');
  return supported_apps.length > MOST_APPS ? wrong(`An OTP button can support ${MOST_APPS} apps at most.`) : undefined;
}

function refuseKind(button: TemplateButton, around: Surroundings): GraphError | undefined {
  const { type, phone_number = '', flow_id, flow_name, flow_json } = button;
  switch (type) {
    case 'URL':
      return refuseUrl(button);
    case 'PHONE_NUMBER':
      return phone_number.length <= LONGEST_PHONE && /^\+?[\d ().-]{3,}$/.test(phone_number)
        ? undefined
        : wrong(`A PHONE_NUMBER button needs a phone number of up to ${LONGEST_PHONE} characters.`);
    case 'COPY_CODE':
      return sampleOf(button) === ''
        ? templateError(
            SUBCODES.example,
            'Message template "components" param is missing expected field(s): example of the COPY_CODE button.',
          )
        : tooLong('The example code of a button', sampleOf(button), LONGEST_CODE);
    case 'FLOW':
      return flow_id || flow_name || flow_json ? undefined : wrong('A FLOW button needs a flow.');
    case 'OTP':
      return refuseOtp(button, around);
    default:
      return undefined;
  }
}

function refuseButton(button: TemplateButton, around: Surroundings): GraphError | undefined {
  const { type, text } = button;
  if (!text && !PRESET_LABELS.has(type)) return wrong(`A ${type} button needs a text.`);
  return firstBroken(
    () => tooLong('The text of a button', text, LONGEST_LABEL),
    () => (text && /\{\{|[\n\r]/.test(text) ? wrong("Button text can't have any variables or new lines.") : undefined),
    () => refuseKind(button, around),
  );
}

/** Quick replies in more than one run between other buttons. */
function areScattered(buttons: readonly TemplateButton[]): boolean {
  const runs = buttons.filter(
    ({ type }, index) => type === 'QUICK_REPLY' && buttons[index - 1]?.type !== 'QUICK_REPLY',
  );
  return runs.length > 1;
}

export function refuseButtons(buttons: readonly TemplateButton[], around: Surroundings): GraphError | undefined {
  if (buttons.length === 0) return wrong('A BUTTONS component needs at least one button.');
  if (buttons.length > MOST_BUTTONS) return wrong(`A template can have ${MOST_BUTTONS} buttons at most.`);
  for (const [kind, most] of Object.entries(MOST_OF_A_KIND))
    if (buttons.filter(({ type }) => type === kind).length > most)
      return wrong(`A template can have ${most} ${kind} button(s) at most.`);
  if (areScattered(buttons)) return wrong('Quick reply buttons must stand next to each other.');
  return firstBroken(...buttons.map((button) => () => refuseButton(button, around)));
}
