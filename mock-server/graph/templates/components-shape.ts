/**
 * The shape of a template's components as a caller may send them, and the form in which the platform keeps them: types
 * and formats in upper case whatever case was sent, header handles as addresses of the stored sample (recorded live;
 * nothing is served at that address here).
 */
import type { TemplateButton, TemplateComponent } from '../../world/templates.js';
import { digest } from '../digest.js';
import { any, array, boolean, number, object, type Shape, string } from '../parameters.js';

const COMPONENTS = [
  'header',
  'body',
  'footer',
  'buttons',
  'carousel',
  'limited_time_offer',
  'call_permission_request',
  'tap_target_configuration',
];
const FORMATS = ['text', 'image', 'video', 'gif', 'document', 'location', 'product'];
const BUTTONS = [
  'quick_reply',
  'url',
  'phone_number',
  'copy_code',
  'otp',
  'flow',
  'catalog',
  'mpm',
  'spm',
  'voice_call',
  'order_details',
  'request_contact_info',
];

const namedExamples = array(object({ param_name: string({ required: true }), example: string({ required: true }) }));
const buttonShape = object(
  {
    type: string({ required: true, oneOf: BUTTONS }),
    text: string(),
    url: string(),
    phone_number: string(),
    example: any,
    otp_type: string(),
    supported_apps: array(object({}, { open: true })),
    flow_id: string(),
    flow_name: string(),
    flow_json: string(),
  },
  { open: true },
);

const members: Readonly<Record<string, Shape>> = {
  type: string({ required: true, oneOf: COMPONENTS }),
  format: string({ oneOf: FORMATS }),
  text: string(),
  example: object(
    {
      header_text: array(string()),
      header_handle: array(string()),
      header_text_named_params: namedExamples,
      body_text: array(any),
      body_text_named_params: namedExamples,
    },
    { open: true },
  ),
  buttons: array(buttonShape),
  limited_time_offer: object({ text: string(), has_expiration: boolean }, { open: true }),
  add_security_recommendation: boolean,
  code_expiration_minutes: number(),
};
const cardShape = object({ components: array(object(members, { open: true }), { required: true }) });

export const componentsShape = array(object({ ...members, cards: array(cardShape) }, { open: true }), {
  required: true,
});

const stored = (handle: string): string =>
  /^https?:/.test(handle) ? handle : `https://scontent.whatsapp.net/v/t61.29466-34/${digest(handle)}`;

function keepButton(button: TemplateButton): TemplateButton {
  const { otp_type } = button;
  return {
    ...button,
    type: button.type.toUpperCase(),
    ...(otp_type !== undefined && { otp_type: otp_type.toUpperCase() }),
  };
}

/** The form in which a component is kept and read back. */
export function keepComponent(component: TemplateComponent): TemplateComponent {
  const { format, example, buttons, cards } = component;
  const { header_handle, body_text } = example ?? {};
  return {
    ...component,
    type: component.type.toUpperCase(),
    ...(format !== undefined && { format: format.toUpperCase() }),
    ...(example && {
      example: {
        ...example,
        ...(header_handle && { header_handle: header_handle.map(stored) }),
        ...(body_text && { body_text: Array.isArray(body_text[0]) ? body_text : [body_text] }),
      },
    }),
    ...(buttons && { buttons: buttons.map(keepButton) }),
    ...(cards && { cards: cards.map((card) => ({ components: card.components.map(keepComponent) })) }),
  };
}
