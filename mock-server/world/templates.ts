/**
 * Message templates as the platform keeps them, and those of a fresh mock. Not modelled: quality, pacing, pausing and
 * archiving.
 */

export type TemplateCategory = 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';
export const TEMPLATE_CATEGORIES: readonly TemplateCategory[] = ['AUTHENTICATION', 'MARKETING', 'UTILITY'];

export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED';
export type ParameterFormat = 'POSITIONAL' | 'NAMED';

/** Sample values of a component's variables, in the words of the wire. */
export interface ComponentExample {
  readonly header_text?: readonly string[];
  readonly header_handle?: readonly string[];
  readonly header_text_named_params?: readonly NamedExample[];
  readonly body_text?: readonly unknown[];
  readonly body_text_named_params?: readonly NamedExample[];
}

export interface NamedExample {
  readonly param_name: string;
  readonly example: string;
}

export interface TemplateButton {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly phone_number?: string;
  readonly example?: unknown;
  readonly otp_type?: string;
  readonly supported_apps?: readonly unknown[];
  readonly flow_id?: string;
  readonly flow_name?: string;
  readonly flow_json?: string;
}

/** A part of a template in the words of the wire; types, formats and kinds in upper case. */
export interface TemplateComponent {
  readonly type: string;
  readonly format?: string;
  readonly text?: string;
  readonly example?: ComponentExample;
  readonly buttons?: readonly TemplateButton[];
  readonly cards?: readonly { readonly components: readonly TemplateComponent[] }[];
  readonly limited_time_offer?: { readonly text?: string; readonly has_expiration?: boolean };
  readonly add_security_recommendation?: boolean;
  readonly code_expiration_minutes?: number;
}

/** What a caller decides about a template. */
export interface TemplateDraft {
  readonly name: string;
  /** Meta's language code, `en_US`. */
  readonly language: string;
  readonly category: TemplateCategory;
  readonly parameterFormat: ParameterFormat;
  readonly components: readonly TemplateComponent[];
  readonly messageSendTtlSeconds?: number | undefined;
}

/** What a send needs to know of a template. */
export interface Template {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  /** The body's text with its variables. */
  readonly body: string;
}

export interface StoredTemplate extends TemplateDraft, Template {
  readonly id: string;
  readonly status: TemplateStatus;
  /** Wall time in milliseconds. */
  readonly createdAt: number;
  /** Wall times of its edits, the oldest first. */
  readonly edits: readonly number[];
}

/** What a body of an authentication template says; Meta writes it, not the business (wording assumed). */
export const AUTHENTICATION_BODY = '*{{1}}* is your verification code.';

/** The body's text; an authentication template has Meta's. */
export const bodyOf = ({ category, components }: Pick<TemplateDraft, 'category' | 'components'>): string =>
  components.find(({ type }) => type === 'BODY')?.text ?? (category === 'AUTHENTICATION' ? AUTHENTICATION_BODY : '');

const orderUpdate = (language: string, text: string): TemplateDraft => ({
  name: 'order_update',
  language,
  category: 'UTILITY',
  parameterFormat: 'POSITIONAL',
  components: [{ type: 'BODY', text, example: { body_text: [['Ana', '77']] } }],
});

const helloWorld: TemplateDraft = {
  name: 'hello_world',
  language: 'en_US',
  category: 'UTILITY',
  parameterFormat: 'POSITIONAL',
  components: [
    {
      type: 'BODY',
      text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API.',
    },
  ],
};

/** Approved from the start; their ids begin at 500000000000001, in this order. */
export const defaultTemplates: readonly TemplateDraft[] = [
  helloWorld,
  orderUpdate('en_US', 'Hello {{1}}, your order {{2}} is on its way.'),
  orderUpdate('es', 'Hola {{1}}, tu pedido {{2}} está en camino.'),
];

/** How many distinct `{{n}}` variables a text has. */
export const variableCount = (text: string): number => new Set(text.match(/\{\{\w+\}\}/g)).size;
