/**
 * A row of the table as an answer, whole: the words that Graph uses for it and the members that its family of edges has.
 * What a fault injects is made here; what a call provokes is worded where the rule is.
 */
import { errorTable } from './error-table.js';
import { findError, type GraphError, graphError, type Wording } from './graph-error.js';
import { missingObject } from './missing-object.js';
import { type UsualWords, usualWords } from './usual-words.js';

/** Names a row; `title` tells apart those that share code and subcode, the first of which is meant without it. */
export interface RowName {
  readonly code: number;
  readonly subcode?: number | undefined;
  readonly title?: string | undefined;
}

/**
 * `graph`: a message, and `is_transient` when it passes by itself. `management`: `is_transient` and words for a person.
 * `whatsapp`: `error_data.details`. Source: recorded answers; for codes that were not recorded, those of the same family.
 */
type Form = 'graph' | 'management' | 'whatsapp';

const MARK_AS_READ = 'Invalid parameter (mark as read)';
const OF_WHATSAPP = [368, 200_005, 200_006, 200_007];

const isBetween = (code: number, first: number, last: number) => code >= first && code <= last;

function formOf({ code, subcode = 0, title }: RowName): Form {
  if (code === 100) return title === MARK_AS_READ ? 'whatsapp' : subcode >= 2_000_000 ? 'management' : 'graph';
  if (isBetween(code, 139_000, 139_006) || subcode === 2_388_091 || subcode === 2_388_093) return 'management';
  return isBetween(code, 130_000, 148_000) || OF_WHATSAPP.includes(code) ? 'whatsapp' : 'graph';
}

/** Titles of the rows that have this code and subcode: more than one where Graph uses a code for several things. */
export const titlesOf = (code: number, subcode = 0): string[] =>
  errorTable.filter((row) => row[0] === code && row[1] === subcode).map(([, , , , title]) => title);

function wordsOf(row: ReturnType<typeof findError>): UsualWords {
  const [code, subcode, , , title] = row ?? [];
  return usualWords[`${code}/${subcode}`] ?? usualWords[`${code}/${subcode}/${title}`] ?? {};
}

function members(form: Form, title: string, { details, userTitle, userMessage }: UsualWords, isPassing: boolean) {
  switch (form) {
    case 'graph':
      return isPassing ? { isTransient: true } : {};
    case 'management':
      return { isTransient: isPassing, userTitle: userTitle ?? title, userMessage: userMessage ?? `${title}.` };
    case 'whatsapp':
      return { details: details ?? title };
    default:
      return form satisfies never;
  }
}

/**
 * The error of a row, as Graph would answer it.
 * @param wording what is to be said otherwise; a status makes it a gateway's.
 * @throws RangeError for a row that the table does not have.
 */
export function rowError({ code, subcode = 0, title }: RowName, wording: Wording = {}): GraphError {
  const row =
    errorTable.find((it) => it[0] === code && it[1] === subcode && it[4] === title) ?? findError(code, subcode);
  if (!row) throw new RangeError(`no error ${code} in the table of errors`);
  const [, , status, type, rowTitle, , retry] = row;
  const words = wordsOf(row);
  const text = words.text ?? (code === 100 && subcode >= 2_000_000 ? 'Invalid parameter' : rowTitle);
  const isBare = words.isBare || (code === 100 && subcode >= 2_000_000);
  const error = graphError(code, {
    type,
    message: code === 100 && subcode === 33 ? missingObject('POST', '0').message : isBare ? text : `(#${code}) ${text}`,
    ...(subcode !== 0 && { subcode }),
    ...members(formOf({ code, subcode, title: rowTitle }), rowTitle, words, retry === 'backoff'),
    ...wording,
  });
  // Rows that share a code are one to graphError, which knows the first of them.
  return {
    ...error,
    title: rowTitle,
    status: wording.status ?? (status || 400),
    retry: wording.status === undefined ? retry : error.retry,
  };
}
