/**
 * What no single place of `world:` can be wrong about by itself: ids that name something which is not there, or two
 * things at once, and templates that Meta's rules refuse.
 */

import { nearest } from '../../core/nearest.js';
import { createRandom } from '../../core/random.js';
import { draftOf, readTemplate, refuseContent } from '../../mock-server/graph/templates/draft.js';
import { refuseSpelling } from '../../mock-server/graph/templates/template-name.js';
import { ruleNames } from '../../mock-server/policy/rule-names.js';
import { apps, businesses, numbers, wabas } from '../../mock-server/world/accounts.js';
import { catalogs } from '../../mock-server/world/catalogs.js';
import type { TemplateDraft } from '../../mock-server/world/templates.js';
import { createWorld, type GivenCredentials, mergeCredentials } from '../../mock-server/world/world.js';
import type { Path } from '../scenario/document.js';
import type { Problem } from '../scenario/problems.js';
import type { WorldForm } from './form.js';

type Kind = 'business' | 'app' | 'waba' | 'number' | 'catalog';
type TemplateForm = WorldForm['templates'][number];

/** What `body` stands for. */
export function parametersOf({ waba: _waba, status: _status, quality: _quality, body, ...wire }: TemplateForm) {
  return body === undefined || wire.components ? wire : { ...wire, components: bodyComponents(body) };
}

/** A body with samples for its variables, which Meta asks for. */
function bodyComponents(text: string) {
  const count = new Set(text.match(/\{\{\d+\}\}/g)).size;
  const samples = Array.from({ length: count }, (_, index) => `sample ${index + 1}`);
  return [{ type: 'BODY', text, ...(count > 0 && { example: { body_text: [samples] } }) }];
}

/** The template as the platform keeps it, or what Graph says against it. */
export function draftTemplate(form: TemplateForm): { readonly draft: TemplateDraft } | { readonly problem: string } {
  const read = readTemplate(parametersOf(form), ['name', 'language', 'category', 'components']);
  if ('refusal' in read) return { problem: read.refusal.message };
  const draft = draftOf(read.given);
  const refusal = refuseSpelling(draft.name) ?? refuseContent(draft);
  return refusal ? { problem: refusal.userMessage ?? refusal.message } : { draft };
}

/** Ids that there are: those of a fresh mock, and those described. */
function knownIds(form: WorldForm, credentials: GivenCredentials): Readonly<Record<Kind, readonly string[]>> {
  const fresh = createWorld(mergeCredentials(credentials), createRandom(1));
  const ids = (spec: Parameters<typeof fresh.of>[0], described: readonly { readonly id: string }[]) => [
    ...described.map(({ id }) => id),
    ...fresh
      .of(spec)
      .all()
      .map(({ id }) => id),
  ];
  return {
    business: ids(businesses, form.businesses),
    app: ids(apps, form.apps),
    waba: ids(wabas, form.wabas),
    number: ids(numbers, form.numbers),
    catalog: ids(catalogs, form.catalogs),
  };
}

function* references(form: WorldForm): Iterable<readonly [path: Path, kind: Kind, id: string]> {
  for (const [index, { business }] of form.apps.entries()) yield [['apps', index, 'business'], 'business', business];
  for (const [index, waba] of form.wabas.entries()) {
    yield [['wabas', index, 'business'], 'business', waba.business];
    for (const [at, app] of waba.apps.entries()) yield [['wabas', index, 'apps', at], 'app', app];
    for (const [at, other] of waba.sharedWith.entries()) yield [['wabas', index, 'sharedWith', at], 'business', other];
    if (waba.catalog !== undefined) yield [['wabas', index, 'catalog'], 'catalog', waba.catalog];
  }
  for (const [index, { waba }] of form.numbers.entries()) yield [['numbers', index, 'waba'], 'waba', waba];
  for (const [index, { app, wabas: only = [] }] of form.tokens.entries()) {
    yield [['tokens', index, 'app'], 'app', app];
    for (const [at, waba] of only.entries()) yield [['tokens', index, 'wabas', at], 'waba', waba];
  }
  for (const [index, { waba }] of form.templates.entries())
    if (waba !== undefined) yield [['templates', index, 'waba'], 'waba', waba];
  for (const [index, { business }] of form.catalogs.entries())
    yield [['catalogs', index, 'business'], 'business', business];
  for (const [index, { number }] of (form.limits?.numbers ?? []).entries())
    yield [['limits', 'numbers', index, 'number'], 'number', number];
}

function* twice(list: string, key: string, values: readonly string[]): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    if (seen.has(value)) yield { path: [list, index, key], what: 'is there twice', got: value };
    seen.add(value);
  }
}

function* unknownRules(form: WorldForm): Iterable<Problem> {
  const { off = [], numbers: own = [] } = form.limits ?? {};
  const lists: [Path, readonly string[]][] = [
    [['limits', 'off'], off],
    ...own.map((entry, index): [Path, readonly string[]] => [['limits', 'numbers', index, 'off'], entry.off]),
  ];
  for (const [path, names] of lists)
    for (const [index, rule] of names.entries())
      if (!ruleNames.includes(rule))
        yield {
          path: [...path, index],
          what: `there is no rule ${rule}`,
          accepted: ruleNames,
          meant: nearest(rule, ruleNames),
        };
}

const KINDS = ['businesses', 'apps', 'wabas', 'numbers', 'catalogs'] as const;

/** Paths begin below `world`. */
export function worldProblems(form: WorldForm, credentials: GivenCredentials): Problem[] {
  const known = knownIds(form, credentials);
  const own = mergeCredentials(credentials).accessToken;
  const missing = [...references(form)]
    .filter(([, kind, id]) => !known[kind].includes(id))
    .map(([path, kind, id]): Problem => {
      const accepted = [...new Set(known[kind])].slice(0, 20);
      return { path, what: `there is no ${kind} with this id`, got: id, accepted, meant: nearest(id, accepted) };
    });
  return [
    ...missing,
    ...KINDS.flatMap((list) => [
      ...twice(
        list,
        'id',
        form[list].map(({ id }) => id),
      ),
    ]),
    ...twice(
      'tokens',
      'token',
      form.tokens.map(({ token }) => token),
    ),
    ...twice(
      'users',
      'phone',
      form.users.map(({ phone }) => phone),
    ),
    ...twice(
      'templates',
      'name',
      form.templates.map(({ waba, name, language }) => `${waba ?? ''} ${name} ${language}`),
    ),
    ...form.tokens.flatMap(({ token }, index) =>
      token === own ? [{ path: ['tokens', index, 'token'], what: "is the mock's own token", got: token }] : [],
    ),
    ...form.templates.flatMap((template, index) => {
      const drafted = draftTemplate(template);
      return 'problem' in drafted ? [{ path: ['templates', index], what: drafted.problem }] : [];
    }),
    ...unknownRules(form),
  ];
}
