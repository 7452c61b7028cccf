/**
 * `GET /{template-id}`, and `GET /{waba-id}/message_templates` with its filters. `since` and `until` mean when a template
 * was changed last, in seconds since the Unix epoch (assumed).
 */
import { parameterError } from '../../errors/graph-error.js';
import { wabas } from '../../world/accounts.js';
import { QUALITY_SCORES, type StoredTemplate, TEMPLATE_CATEGORIES, TEMPLATE_STATUSES } from '../../world/templates.js';
import { onObject } from '../on-object.js';
import { refuse } from '../operation.js';
import { fromJson } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { onTemplate } from './on-template.js';
import { templateFields } from './template-fields.js';

type Parameters = Readonly<Record<string, unknown>>;
/** Where templates come from, as far as a list can be asked for it (Meta, "Direct Send"). */
const SOURCES: readonly string[] = ['AUTO_GENERATED'];

type Filter = (template: StoredTemplate) => boolean;

/** One value or several: `APPROVED`, `APPROVED,PENDING`, `["APPROVED"]`. */
function valuesOf(given: unknown): readonly string[] {
  const value = fromJson(given);
  if (Array.isArray(value)) return value.map((element) => (typeof element === 'string' ? element : ''));
  return typeof value === 'string' && value !== '' ? value.split(',') : [];
}

/** Texts that a reader may look for: the body and everything else that people see. */
const contentOf = ({ components }: StoredTemplate): string =>
  components
    .flatMap(({ text = '', buttons = [] }) => [text, ...buttons.map((button) => button.text ?? '')])
    .join('\n')
    .toLowerCase();

const asText = (given: unknown): string | undefined =>
  typeof given === 'string' && given !== '' ? given.toLowerCase() : undefined;

function textFilters({ name, content, name_or_content }: Parameters): Filter[] {
  const [inName, inContent, inEither] = [asText(name), asText(content), asText(name_or_content)];
  const filters: Filter[] = [];
  if (inName !== undefined) filters.push((template) => template.name.includes(inName));
  if (inContent !== undefined) filters.push((template) => contentOf(template).includes(inContent));
  if (inEither !== undefined)
    filters.push((template) => template.name.includes(inEither) || contentOf(template).includes(inEither));
  return filters;
}

/** Filters by a value of a list; a value that is not on it is refused. */
function listFilters(parameters: Parameters): Filter[] | string {
  const lists = [
    { name: 'status', known: TEMPLATE_STATUSES as readonly string[], of: ({ status }: StoredTemplate) => status },
    { name: 'category', known: TEMPLATE_CATEGORIES as readonly string[], of: (it: StoredTemplate) => it.category },
    { name: 'quality_score', known: QUALITY_SCORES as readonly string[], of: (it: StoredTemplate) => it.quality.score },
    {
      name: 'source',
      known: SOURCES,
      of: ({ isGenerated }: StoredTemplate) => (isGenerated ? 'AUTO_GENERATED' : ''),
    },
    {
      name: 'correct_category',
      known: TEMPLATE_CATEGORIES as readonly string[],
      of: ({ correction }: StoredTemplate) => correction?.category ?? '',
    },
    { name: 'language', known: undefined, of: ({ language }: StoredTemplate) => language },
  ];
  const filters: Filter[] = [];
  for (const { name, known, of } of lists) {
    const wanted = valuesOf(parameters[name]);
    const stranger = known && wanted.find((value) => !known.includes(value));
    if (stranger !== undefined) return `Param ${name} must be one of {${known?.join(', ')}} - got "${stranger}".`;
    if (wanted.length > 0) filters.push((template) => wanted.includes(of(template)));
  }
  return filters;
}

/** Filters by when a template was changed last. */
function timeFilters({ since, until }: Parameters): Filter[] | string {
  const filters: Filter[] = [];
  for (const [name, given] of Object.entries({ since, until })) {
    if (given === undefined || given === '') continue;
    const limitMs = typeof given === 'string' || typeof given === 'number' ? Number(given) * 1_000 : Number.NaN;
    if (!Number.isFinite(limitMs)) return `Param ${name} must be a UNIX timestamp.`;
    filters.push(({ updatedAt }) => (name === 'since' ? updatedAt >= limitMs : updatedAt <= limitMs));
  }
  return filters;
}

export const getTemplates = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/message_templates',
    about: {
      summary: 'Lists templates, with filters and pages.',
      source: 'documented',
      test: 'test/conformance/templates.test.ts',
    },
  },
  ({ id }, request, { templateStore }) => {
    const lists = listFilters(request.parameters);
    const times = timeFilters(request.parameters);
    if (typeof lists === 'string') return refuse(parameterError(lists));
    if (typeof times === 'string') return refuse(parameterError(times));
    const filters = [...lists, ...times, ...textFilters(request.parameters)];
    const found = templateStore.of(id).filter((template) => filters.every((matches) => matches(template)));
    return readEdge('template', found.map(templateFields), request);
  },
);

export const getTemplate = onTemplate(
  {
    route: 'GET /{template-id}',
    about: {
      summary: 'A template.',
      source: 'documented',
      test: 'test/conformance/templates.test.ts',
    },
  },
  (template, request) => readNode('template', templateFields(template), request),
);
