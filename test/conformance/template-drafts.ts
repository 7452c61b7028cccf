/** Bodies of calls that create templates. */

type Parts = Readonly<Record<string, unknown>>;

export const TEMPLATES = '/v23.0/200000000000001/message_templates';

export const body = (text: string, samples?: readonly string[]) => ({
  type: 'body',
  text,
  ...(samples && { example: { body_text: [samples] } }),
});

export const plainBody = body('Thank you for your order.');

/** A template that is in order, with what is given put over it. */
export const draft = (parts: Parts = {}): Parts => ({
  name: 'thanks',
  language: 'en_US',
  category: 'UTILITY',
  components: [plainBody],
  ...parts,
});

export const withButtons = (...buttons: readonly Parts[]): Parts =>
  draft({ components: [plainBody, { type: 'buttons', buttons }] });

export const withHeader = (header: Parts): Parts => draft({ components: [{ type: 'header', ...header }, plainBody] });

export const withFooter = (footer: Parts): Parts => draft({ components: [plainBody, { type: 'footer', ...footer }] });

export const named = (text: string, example?: unknown): Parts =>
  draft({ parameter_format: 'NAMED', components: [{ type: 'body', text, ...(example !== undefined && { example }) }] });

/** An authentication template with what is given put over its components. */
export const authentication = (parts: { body?: Parts; footer?: Parts; buttons?: readonly Parts[] } = {}): Parts =>
  draft({
    category: 'AUTHENTICATION',
    components: [
      { type: 'body', add_security_recommendation: true, ...parts.body },
      { type: 'footer', code_expiration_minutes: 10, ...parts.footer },
      { type: 'buttons', buttons: parts.buttons ?? [{ type: 'otp', otp_type: 'copy_code', text: 'Copy code' }] },
    ],
  });

export const card = (parts: Parts = {}) => ({
  components: [
    { type: 'header', format: 'image', example: { header_handle: ['4::aW1hZ2U'] } },
    { type: 'body', text: 'A fine blue lamp.', ...parts },
    { type: 'buttons', buttons: [{ type: 'quick_reply', text: 'More' }] },
  ],
});

export const carousel = (...cards: readonly Parts[]): Parts =>
  draft({ category: 'MARKETING', components: [plainBody, { type: 'carousel', cards }] });
