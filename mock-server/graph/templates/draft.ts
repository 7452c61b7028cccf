/** What creating and editing a template have in common: the parameters, in Graph's shape first, then by WhatsApp's rules. */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import type { ParameterFormat, TemplateCategory, TemplateComponent, TemplateDraft } from '../../world/templates.js';
import { number, parseParameter, type Shape, string } from '../parameters.js';
import { refuseComponents } from './components.js';
import { componentsShape, keepComponent } from './components-shape.js';

const category = string({ oneOf: ['utility', 'marketing', 'authentication'] });
/** Meta has a list of languages; here every code of its form is one. */
const language = string({
  pattern: { like: /^[a-z]{2,3}(_[A-Z]{2,3})?$/, otherwise: 'is not a valid language code.' },
});

const shapes: Readonly<Record<string, Shape>> = {
  name: string({ maxLength: 512 }),
  language,
  category,
  components: componentsShape,
  parameter_format: string({ oneOf: ['positional', 'named'] }),
  message_send_ttl_seconds: number(),
};

export interface GivenTemplate {
  readonly name?: string;
  readonly language?: string;
  readonly category?: TemplateCategory;
  readonly components?: readonly TemplateComponent[];
  readonly parameterFormat?: ParameterFormat;
  readonly messageSendTtlSeconds?: number;
}

type Parameters = Readonly<Record<string, unknown>>;

/** The parameters that are there, in the form in which they are kept; others are ignored, as Graph does. */
export function readTemplate(
  parameters: Parameters,
  required: readonly string[],
): { readonly given: GivenTemplate } | { readonly refusal: GraphError } {
  const given: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const parsed = parseParameter({ ...shape, required: required.includes(name) }, parameters[name], name);
    if (parsed.refusal) return { refusal: parsed.refusal };
    if (parsed.value !== undefined) given[name] = parsed.value;
  }
  const { components, category, parameter_format, message_send_ttl_seconds, ...plain } = given;
  return {
    given: {
      ...plain,
      ...(category !== undefined && { category: String(category).toUpperCase() as TemplateCategory }),
      ...(components !== undefined && { components: (components as TemplateComponent[]).map(keepComponent) }),
      ...(parameter_format !== undefined && {
        parameterFormat: String(parameter_format).toUpperCase() as ParameterFormat,
      }),
      ...(message_send_ttl_seconds !== undefined && { messageSendTtlSeconds: Number(message_send_ttl_seconds) }),
    },
  };
}

/** Meta, "Time-to-live": seconds that an undelivered message of each category may wait; -1 is 30 days. */
const TTL_SECONDS: Readonly<Record<TemplateCategory, readonly [least: number, most: number]>> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
};

function refuseTtl({ category, messageSendTtlSeconds: ttl }: TemplateDraft): GraphError | undefined {
  const [least, most] = TTL_SECONDS[category];
  const isUsual = ttl === undefined || (ttl === -1 && category !== 'MARKETING');
  return isUsual || (Number.isInteger(ttl) && ttl >= least && ttl <= most)
    ? undefined
    : parameterError(`Param message_send_ttl_seconds must be between ${least} and ${most} for ${category} templates.`);
}

/** The first rule that the content breaks. */
export const refuseContent = (draft: TemplateDraft): GraphError | undefined =>
  refuseTtl(draft) ?? refuseComponents(draft.components, { category: draft.category, format: draft.parameterFormat });
