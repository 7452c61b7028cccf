/** `GET /{template-id}`, and `GET /{waba-id}/message_templates` with its filters. Not simulated: `since`, `until`. */
import { parameterError } from '../../errors/graph-error.js';
import { type StoredTemplate, TEMPLATE_CATEGORIES } from '../../world/templates.js';
import { missingObject } from '../missing-object.js';
import { type Operation, refuse } from '../operation.js';
import { fromJson } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { templateFields } from './template-fields.js';

/** Also those that no template has here: Meta's list. */
const STATUSES = [
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
const SCORES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;

type Parameters = Readonly<Record<string, unknown>>;
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
    { name: 'status', known: STATUSES as readonly string[], of: ({ status }: StoredTemplate) => status },
    { name: 'category', known: TEMPLATE_CATEGORIES as readonly string[], of: (it: StoredTemplate) => it.category },
    { name: 'quality_score', known: SCORES as readonly string[], of: () => 'UNKNOWN' },
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

export const getTemplates: Operation = {
  route: 'GET /{waba-id}/message_templates',
  about: {
    summary: 'Lists templates, with filters and pages.',
    source: 'documented',
    test: 'test/conformance/templates.test.ts',
  },
  decide(request, { templateStore }) {
    const lists = listFilters(request.parameters);
    if (typeof lists === 'string') return refuse(parameterError(lists));
    const filters = [...lists, ...textFilters(request.parameters)];
    const found = templateStore.all().filter((template) => filters.every((matches) => matches(template)));
    return readEdge('template', found.map(templateFields), request);
  },
};

export const getTemplate: Operation = {
  route: 'GET /{template-id}',
  about: {
    summary: 'A template.',
    source: 'documented',
    test: 'test/conformance/templates.test.ts',
  },
  decide(request, { templateStore }) {
    const id = request.ids['template-id'] ?? '';
    const template = templateStore.find(id);
    return template ? readNode('template', templateFields(template), request) : refuse(missingObject('GET', id));
  },
};
