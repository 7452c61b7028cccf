/**
 * Message templates as the platform keeps them, and those of a fresh mock. What Meta's review and its users would say of
 * a template (status, reason, quality, another category) is set through the control API; what follows from it with time
 * (the end of a review, of a pause) is in `policy/template-life.ts`.
 */

export type TemplateCategory = 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';
export const TEMPLATE_CATEGORIES: readonly TemplateCategory[] = ['AUTHENTICATION', 'MARKETING', 'UTILITY'];

/** Meta's list; not all come about here by themselves. */
export const TEMPLATE_STATUSES = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'PENDING_DELETION',
  'DELETED',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

export const REJECTED_REASONS = [
  'ABUSIVE_CONTENT',
  'CATEGORY_NOT_AVAILABLE',
  'INCORRECT_CATEGORY',
  'INVALID_FORMAT',
  'NONE',
  'PROMOTIONAL',
  'SCAM',
  'TAG_CONTENT_MISMATCH',
] as const;
export type RejectedReason = (typeof REJECTED_REASONS)[number];

export const QUALITY_SCORES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
export type QualityScore = (typeof QUALITY_SCORES)[number];
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
  /** `CUSTOM` unless said; authentication templates have none. */
  readonly subCategory?: string | undefined;
  readonly isLinkTrackingOptedOut?: boolean | undefined;
  /** Most that the business pays for a delivery, in the words of the wire (2026). */
  readonly optimizationSpec?: Readonly<Record<string, unknown>> | undefined;
  /** The library's text that it was made from. */
  readonly libraryTemplateName?: string | undefined;
  /** Made by Direct Send from a message, not by the business. */
  readonly isGenerated?: boolean | undefined;
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
  readonly wabaId: string;
  readonly status: TemplateStatus;
  readonly rejectedReason: RejectedReason;
  /** `at`: when it was rated, in milliseconds since the Unix epoch. */
  readonly quality: { readonly score: QualityScore; readonly at: number };
  /** Of a template that Meta moved to another category. */
  readonly previousCategory?: TemplateCategory;
  /** What to go back to when it is taken out of the archive, and when it was put there (milliseconds). */
  readonly archived?: { readonly from: TemplateStatus; readonly at: number };
  /** Wall time in milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Wall times of its edits, the oldest first. */
  readonly edits: readonly number[];
  /** While it is in review: when that ends (wall time). */
  readonly reviewDueAt?: number | undefined;
  /** How often its quality paused it so far. */
  readonly pauses?: number;
  /** While it is paused for its quality: when it comes back (wall time). Absent: only by hand. */
  readonly pausedUntil?: number | undefined;
  /** Another category that Meta will move it to, and when (wall time). */
  readonly correction?: { readonly category: TemplateCategory; readonly dueAt: number } | undefined;
}

/** What a review says; members that are left out stay. */
export interface TemplateReview {
  readonly status?: TemplateStatus | undefined;
  readonly reason?: RejectedReason | undefined;
  readonly category?: TemplateCategory | undefined;
  readonly quality?: QualityScore | undefined;
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
    { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
    {
      type: 'BODY',
      text:
        'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification ' +
        'from the Cloud API, hosted by Meta. Thank you for taking the time to test with us.',
    },
    { type: 'FOOTER', text: 'WhatsApp Business Platform sample message' },
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
