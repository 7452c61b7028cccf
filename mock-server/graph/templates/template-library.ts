/** `GET /message_template_library`: the texts of the library, with Meta's filters and pages. */
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import type { GraphRequest, Operation } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { languageShape } from './draft.js';
import { LIBRARY, LIBRARY_INDUSTRIES, LIBRARY_TOPICS, LIBRARY_USECASES, type LibraryEntry } from './library-entries.js';

const FIRST_ID = 520_000_000_000_001;

const oneOf = (values: readonly string[]) => string({ oneOf: values.map((value) => value.toLowerCase()) });

const fieldsOf = (entry: LibraryEntry): NodeFields => {
  const { samples, buttons, ...plain } = entry;
  const all = {
    ...plain,
    header: entry.header,
    body_params: samples.map(([sample]) => sample),
    body_param_types: samples.map(([, type]) => type),
    buttons: buttons.length === 0 ? undefined : buttons,
  };
  return { all: { ...all, id: String(FIRST_ID + LIBRARY.indexOf(entry)) }, defaults: Object.keys(all) };
};

/** Whether the entry is what the call looks for. */
function matches(entry: LibraryEntry, parameters: GraphRequest['parameters']): boolean {
  const wanted = (name: string) => textOf(parameters, name)?.toLowerCase();
  const [search, industry] = [wanted('search'), wanted('industry')];
  const words = `${entry.name}\n${entry.header ?? ''}\n${entry.body}`.toLowerCase();
  const exact = (['topic', 'usecase', 'language', 'name'] as const).every((name) => {
    const value = wanted(name);
    return value === undefined || entry[name].toLowerCase() === value;
  });
  return (
    exact &&
    (search === undefined || words.includes(search)) &&
    (industry === undefined || entry.industry.some((it) => it.toLowerCase() === industry))
  );
}

export const getTemplateLibrary: Operation = {
  route: 'GET /message_template_library',
  about: {
    summary: 'Texts that templates can be made from: our own, in the shape of the library of Meta.',
    source: 'documented',
    test: 'test/conformance/template-library.test.ts',
  },
  accepts: {
    search: string(),
    name: string(),
    topic: oneOf(LIBRARY_TOPICS),
    usecase: oneOf(LIBRARY_USECASES),
    industry: oneOf(LIBRARY_INDUSTRIES),
    language: languageShape,
  },
  decide: (request) =>
    readEdge('template', LIBRARY.filter((entry) => matches(entry, request.parameters)).map(fieldsOf), request),
};
