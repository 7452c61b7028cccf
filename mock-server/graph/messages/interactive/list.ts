/**
 * Lists: a button of 20 characters, up to 10 sections and 10 rows in all; section titles to 24 characters, needed
 * when there are several; row ids to 200, unique; row titles to 24, descriptions to 72; body to 4,096; text headers only.
 * The words on too many rows and long row titles are observed.
 */
import type { GraphError } from '../../../errors/graph-error.js';
import { array, object, string } from '../../parameters.js';
import { type Content, firstRefusal, invalid } from '../message-type.js';
import { action, hasTwins, type InteractiveKind, listOf, refuseCount, refuseLength, refuseText } from './kind.js';

const MAX_ROWS = 10;

interface Row {
  readonly id?: string;
  readonly title?: string;
  readonly description?: string;
}
interface Section {
  readonly title?: string;
  readonly rows?: readonly Row[];
}

const sectionsOf = ({ sections = [] }: Content) => sections as readonly Section[];
const rowsOf = (content: Content) => sectionsOf(content).flatMap(({ rows = [] }) => rows);

/** 1 to 10 sections, with titles when there are several. */
export function refuseSections(sections: readonly { readonly title?: string }[]): GraphError | undefined {
  const count = refuseCount(sections.length, { of: 'sections', min: 1, max: 10 });
  if (count) return count;
  for (const { title } of sections) {
    const rule = { label: 'Section title', max: 24 };
    const refusal = sections.length > 1 ? refuseText(title, rule) : refuseLength(title, rule);
    if (refusal) return refusal;
  }
  return undefined;
}

function refuseRows(rows: readonly Row[]): GraphError | undefined {
  if (rows.length > MAX_ROWS) return invalid(`Total row count exceed max allowed count: ${MAX_ROWS}`);
  if (rows.length === 0) return invalid('Total row count is below min allowed count: 1');
  for (const { id, title, description } of rows) {
    const refusal = firstRefusal(
      () => refuseText(id, { label: 'Row id', max: 200 }),
      () => refuseText(title, { label: 'Row title', max: 24 }),
      () => refuseLength(description, { label: 'Row description', max: 72 }),
    );
    if (refusal) return refusal;
  }
  return hasTwins(rows.map(({ id }) => id)) ? invalid('Duplicate row id') : undefined;
}

export const list: InteractiveKind = {
  headers: ['text'],
  bodyLength: 4_096,
  action: action({
    button: string(),
    sections: array(
      object({ title: string(), rows: listOf({ id: string(), title: string(), description: string() }) }),
    ),
  }),
  refuse: (content) =>
    firstRefusal(
      () => refuseText(content.button, { label: 'List button', max: 20 }),
      () => refuseSections(sectionsOf(content)),
      () => refuseRows(rowsOf(content)),
    ),
  words: (content) => [
    content.button,
    ...rowsOf(content).map(({ title, description }) => (description ? `${title} (${description})` : title)),
  ],
};
