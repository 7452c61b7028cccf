/**
 * Direct Send (2026): `category` beside a text or buttons makes a message that needs no template, because Meta makes one.
 * Only a template that the caller names is kept here, for all messages of that name, and the statuses of these tell its
 * id; the matching of others to generated ones is not modelled. A name of a template that the business made itself fails
 * later, by a status (132021). Source: Meta, "Direct Send".
 */
import { contentError, type GraphError, parameterError } from '../../errors/graph-error.js';
import { wabas } from '../../world/accounts.js';
import type { StoredTemplate, TemplateComponent, TemplateDraft } from '../../world/templates.js';
import type { World } from '../../world/world.js';
import { fromJson, number, object, type Shape, string } from '../parameters.js';
import { SUBCODES, templateError } from '../templates/template-error.js';
import { type Content, invalid } from './message-type.js';
import type { Draft, SendEdge } from './send.js';
import { sentTemplateOf } from './sent-template.js';

/** Seconds that a message may wait for its phone. */
const SHORTEST_TTL = 30;
const LONGEST_TTL: Readonly<Record<string, number>> = { utility: 43_200, authentication: 900 };
/** Portfolios below are not let in (utility). */
const TIERS = ['TIER_100K', 'TIER_UNLIMITED'];
const KINDS = ['button', 'cta_url'];
const MOST_TEMPLATES = 6_000;
/** Language of a template that is made from a message (assumed). */
const LANGUAGE = 'en_US';

const PARAMETERS: Readonly<Record<string, Shape>> = {
  category: string({ oneOf: ['utility', 'authentication', 'service'] }),
  direct_send_config: object({
    template_name: string({
      maxLength: 512,
      pattern: { like: /^[a-z0-9_]+$/, otherwise: 'must hold lower-case letters, digits and underscores only.' },
    }),
  }),
  ttl_seconds: number(),
};

const given = (value: unknown) => value !== undefined && value !== null;

/** The category of a direct send; `undefined` for every other message, also one whose category is `service`. */
function categoryOf({ type, parameters }: Draft): 'utility' | 'authentication' | undefined {
  const category = given(parameters.category) ? String(parameters.category).toLowerCase() : '';
  return type !== 'template' && (category === 'utility' || category === 'authentication') ? category : undefined;
}

const nameOf = ({ parameters }: Draft): string | undefined =>
  (fromJson(parameters.direct_send_config) as { readonly template_name?: string } | null | undefined)?.template_name;

const isKnown = (name: string, wabaId: string, world: World) => world.templateStore.named(name, wabaId).length > 0;

function refuseTtl(ttl: unknown, longest: number): GraphError | undefined {
  if (!given(ttl)) return undefined;
  if (Number(ttl) > longest) return parameterError(`The time-to-live value must be lower than or equal to ${longest}.`);
  return Number(ttl) < SHORTEST_TTL
    ? parameterError(`The time-to-live value must be higher than or equal to ${SHORTEST_TTL}.`)
    : undefined;
}

/** An account may send its marketing templates by the other edge only. */
function refuseMarketing({ from, type, content }: Draft, world: World): GraphError | undefined {
  if (type !== 'template' || !world.of(wabas).get(from.wabaId)?.isMarketingDisabledOnCloudApi) return undefined;
  return sentTemplateOf(from.wabaId, content, world)?.category === 'MARKETING'
    ? contentError(131063, 'Marketing templates are disabled on Cloud API for this account.')
    : undefined;
}

/** A template with a bid goes by the other edge only: this one has no price to show. */
function refusePrice({ from, type, content }: Draft, world: World): GraphError | undefined {
  if (type !== 'template') return undefined;
  const { name, language } = content as { readonly name: string; readonly language: { readonly code: string } };
  return world.templateStore.lookup(from.wabaId, name, language.code)?.optimizationSpec === undefined
    ? undefined
    : contentError(131061, 'Templates with a max price can only be sent with the Marketing Messages API.');
}

function refuse(draft: Draft, world: World): GraphError | undefined {
  const { from, type, content, parameters } = draft;
  const marketing = refuseMarketing(draft, world) ?? refusePrice(draft, world);
  if (marketing) return marketing;
  const category = categoryOf(draft);
  if (category === undefined) {
    const [stray] = ['direct_send_config', 'ttl_seconds'].filter((name) => given(parameters[name]));
    return stray === undefined ? undefined : parameterError(`Unexpected key "${stray}".`);
  }
  if (category === 'utility' && !TIERS.includes(from.messagingLimit))
    return parameterError('Direct Send is not enabled for this account.');
  if (type !== 'text' && !(type === 'interactive' && KINDS.includes(String(content.type).toLowerCase())))
    return invalid('Direct Send takes messages of type text, and interactive ones of type button and cta_url.');
  const ttl = refuseTtl(parameters.ttl_seconds, LONGEST_TTL[category] ?? 0);
  if (ttl) return ttl;
  const name = nameOf(draft);
  if (name === undefined || isKnown(name, draft.from.wabaId, world)) return undefined;
  if (category === 'authentication')
    return parameterError('Param direct_send_config is supported for the category UTILITY only.');
  return world.templateStore.of(from.wabaId).length >= MOST_TEMPLATES
    ? templateError(SUBCODES.limitOfTemplates, `This account already has ${MOST_TEMPLATES} templates.`)
    : undefined;
}

/** The parts of a message as those of a template. */
function componentsOf({ type, content }: Draft): readonly TemplateComponent[] {
  const textIn = (part: unknown) => (part as { readonly text?: string } | undefined)?.text;
  if (type === 'text') return [{ type: 'BODY', text: String(content.body) }];
  const { buttons, parameters } = content.action as Content;
  const [header, body, footer] = [textIn(content.header), textIn(content.body), textIn(content.footer)];
  const replies = (buttons ?? []) as readonly { readonly reply?: { readonly title?: string } }[];
  const { display_text, url } = (parameters ?? {}) as { readonly display_text?: string; readonly url?: string };
  return [
    ...(header === undefined ? [] : [{ type: 'HEADER', format: 'TEXT', text: header }]),
    ...(body === undefined ? [] : [{ type: 'BODY', text: body }]),
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
    {
      type: 'BUTTONS',
      buttons: buttons
        ? replies.map(({ reply }) => ({ type: 'QUICK_REPLY', text: reply?.title ?? '' }))
        : [{ type: 'URL', text: display_text ?? '', url: url ?? '' }],
    },
  ];
}

/** Keeps a template under the name that the message gives it, unless there is one already. */
function also(draft: Draft, world: World): (() => void) | undefined {
  const name = categoryOf(draft) === undefined ? undefined : nameOf(draft);
  if (name === undefined || isKnown(name, draft.from.wabaId, world)) return undefined;
  const template: TemplateDraft = {
    name,
    language: LANGUAGE,
    category: 'UTILITY',
    parameterFormat: 'POSITIONAL',
    components: componentsOf(draft),
    isGenerated: true,
  };
  return () => void world.templateStore.create(template, draft.from.wabaId);
}

/** The template that the message is counted to, by the name that it gives. */
const namedTemplate = (draft: Draft, world: World): StoredTemplate | undefined => {
  const name = categoryOf(draft) === undefined ? undefined : nameOf(draft);
  return name === undefined ? undefined : world.templateStore.named(name, draft.from.wabaId)[0];
};

function fail(draft: Draft, world: World): GraphError | undefined {
  const template = namedTemplate(draft, world);
  return template && !template.isGenerated
    ? contentError(132021, `A template with the name ${template.name} exists, and Direct Send did not make it.`)
    : undefined;
}

function templateId(draft: Draft, world: World): (() => string | undefined) | undefined {
  if (categoryOf(draft) === undefined) return undefined;
  return () => {
    const template = namedTemplate(draft, world);
    return template?.isGenerated ? template.id : undefined;
  };
}

/** What `/messages` takes besides every send's parameters. */
export const directSend: SendEdge = {
  parameters: PARAMETERS,
  refuse,
  fail,
  also,
  templateId,
  category: (draft) => categoryOf(draft)?.toUpperCase(),
};
