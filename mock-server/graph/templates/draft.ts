/** What creating and editing a template have in common: the parameters, in Graph's shape first, then by WhatsApp's rules. */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import type { ParameterFormat, TemplateCategory, TemplateComponent, TemplateDraft } from '../../world/templates.js';
import { boolean, number, object, parseParameter, type Shape, string } from '../parameters.js';
import { refuseComponents } from './components.js';
import { componentsShape, keepComponent } from './components-shape.js';

const category = string({ oneOf: ['utility', 'marketing', 'authentication'] });
/** Meta has a list of languages; here every code of its form is one. */
export const languageShape = string({
  pattern: { like: /^[a-z]{2,3}(_[A-Z]{2,3})?$/, otherwise: 'is not a valid language code.' },
});

/** Max price of a marketing template, per 1,000 deliveries in the smallest unit of the currency (2026). */
const optimizationSpec = object({
  bid_strategy: string({ required: true, oneOf: ['lowest_cost_with_bid_cap'] }),
  bid_amount: number({ required: true }),
});

const shapes: Readonly<Record<string, Shape>> = {
  name: string({ maxLength: 512 }),
  language: languageShape,
  category,
  components: componentsShape,
  parameter_format: string({ oneOf: ['positional', 'named'] }),
  message_send_ttl_seconds: number(),
  sub_category: string({ maxLength: 64 }),
  cta_url_link_tracking_opted_out: boolean,
  optimization_spec: optimizationSpec,
};

export interface GivenTemplate {
  readonly name?: string;
  readonly language?: string;
  readonly category?: TemplateCategory;
  readonly components?: readonly TemplateComponent[];
  readonly parameterFormat?: ParameterFormat;
  readonly messageSendTtlSeconds?: number;
  readonly subCategory?: string;
  readonly isLinkTrackingOptedOut?: boolean;
  readonly optimizationSpec?: Readonly<Record<string, unknown>>;
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
  return { given: keptOf(given) };
}

/** The parameters under the names and in the form in which the platform keeps them. */
function keptOf(given: Readonly<Record<string, unknown>>): GivenTemplate {
  const {
    components,
    category,
    parameter_format,
    message_send_ttl_seconds: ttl,
    sub_category,
    cta_url_link_tracking_opted_out: optedOut,
    optimization_spec: spec,
    ...plain
  } = given;
  return {
    ...plain,
    ...(category !== undefined && { category: String(category).toUpperCase() as TemplateCategory }),
    ...(components !== undefined && { components: (components as TemplateComponent[]).map(keepComponent) }),
    ...(parameter_format !== undefined && {
      parameterFormat: String(parameter_format).toUpperCase() as ParameterFormat,
    }),
    ...(ttl !== undefined && { messageSendTtlSeconds: Number(ttl) }),
    ...(sub_category !== undefined && { subCategory: String(sub_category).toUpperCase() }),
    ...(optedOut !== undefined && { isLinkTrackingOptedOut: optedOut === true }),
    ...(spec !== undefined && { optimizationSpec: keepSpec(spec as Readonly<Record<string, unknown>>) }),
  };
}

const keepSpec = ({ bid_strategy, bid_amount }: Readonly<Record<string, unknown>>) => ({
  bid_strategy: String(bid_strategy).toUpperCase(),
  bid_amount,
});

/** A draft with the categories' own rules seen to; what is not given is as Meta has it. */
export const draftOf = ({ name = '', language = '', category = 'UTILITY', components = [], ...rest }: GivenTemplate) =>
  ({
    ...rest,
    name,
    language,
    category,
    components,
    parameterFormat: rest.parameterFormat ?? 'POSITIONAL',
  }) satisfies TemplateDraft;

function refuseSpec({ category, optimizationSpec: spec }: TemplateDraft): GraphError | undefined {
  if (spec === undefined) return undefined;
  if (category !== 'MARKETING') return parameterError('Param optimization_spec is for MARKETING templates only.');
  return Number.isInteger(spec.bid_amount) && Number(spec.bid_amount) > 0
    ? undefined
    : parameterError("Param optimization_spec['bid_amount'] must be a positive integer.");
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
  refuseTtl(draft) ??
  refuseSpec(draft) ??
  refuseComponents(draft.components, { category: draft.category, format: draft.parameterFormat });
