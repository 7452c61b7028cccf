/**
 * A simulated error of the Graph API: a value, not an exception. Looked up in the table by code (and subcode), then
 * given the words of the case at hand. Does not model localisation of the user-facing texts.
 */
import type { ObservedError } from '../../core/observations.js';
import { errorTable, type Retry } from './error-table.js';

type Row = (typeof errorTable)[number];

export interface GraphError {
  readonly code: number;
  readonly subcode?: number;
  readonly status: number;
  readonly type: string;
  readonly title: string;
  /** The envelope's `message`. */
  readonly message: string;
  /** `error_data.details`; absent: no `error_data`. */
  readonly details?: string;
  /** Names of the parameters at fault: what `error_data` holds on management edges, instead of details. */
  readonly blame?: readonly string[];
  readonly isTransient?: boolean;
  /** `error_user_title` and `error_user_msg`: words for a person, on management edges. */
  readonly userTitle?: string;
  readonly userMessage?: string;
  readonly retry: Retry;
  /** The call certainly had no effect. */
  readonly definite: boolean;
  /** False: waproof does not simulate this yet; not the caller's mistake. */
  readonly simulated: boolean;
  /** The rule of the platform that refused; absent: a mistake in the call, or a fault. */
  readonly rule?: string;
  /** Seconds for a `Retry-After` header; Meta sends none, edge proxies do. */
  readonly retryAfterSeconds?: number;
  /** What stands in the answer before `error`: the part of a call that succeeded. */
  readonly beside?: object;
}

export interface Wording {
  readonly subcode?: number;
  /** Replaces the usual `(#code) title`. */
  readonly message?: string;
  readonly details?: string;
  readonly blame?: readonly string[];
  readonly status?: number;
  readonly type?: string;
  readonly isTransient?: boolean;
  readonly userTitle?: string;
  readonly userMessage?: string;
  readonly retryAfterSeconds?: number;
}

/** Codes whose message stands without the `(#code)` prefix (recorded live). */
const BARE_MESSAGE = new Set([104, 190, 2500]);

const isGateway = (status: number | undefined) => status !== undefined && (status === 429 || status >= 500);

/** Codes of permissions that Meta lists as one: 201 to 299. */
const isPermissionRange = (code: number): boolean => Number.isInteger(code) && code > 200 && code < 300;

/** Every message that fails looks its error up. */
const rowsByCode: ReadonlyMap<number, readonly Row[]> = new Map(
  errorTable.map(([code]) => [code, errorTable.filter((row) => row[0] === code)]),
);

/** The table's row for a code; `undefined` when Meta has no such error. */
export function findError(code: number, subcode = 0): Row | undefined {
  if (isPermissionRange(code)) return errorTable.find(([, , , , title]) => title === 'API Permission (range)');
  const rows = rowsByCode.get(code);
  return rows?.find((row) => row[1] === subcode) ?? rows?.[0];
}

/** @throws RangeError for a code that is not in the table: a bug of ours. */
export function graphError(code: number, wording: Wording = {}): GraphError {
  const row = findError(code, wording.subcode);
  if (!row) throw new RangeError(`no error ${code} in the table of errors`);
  const [, , tableStatus, type, title, , retry, definite] = row;
  const status = wording.status ?? (tableStatus || 400);
  const { subcode, details, blame, isTransient, userTitle, userMessage, retryAfterSeconds } = wording;
  return {
    code,
    ...(subcode !== undefined && { subcode }),
    status,
    type: wording.type ?? type,
    title,
    message: wording.message ?? (BARE_MESSAGE.has(code) ? title : `(#${code}) ${title}`),
    ...(details !== undefined && { details }),
    ...(blame !== undefined && { blame }),
    ...(isTransient !== undefined && { isTransient }),
    ...(userTitle !== undefined && { userTitle }),
    ...(userMessage !== undefined && { userMessage }),
    // A gateway's 429 or 5xx invites another try whatever code it carries, and its 5xx leaves open what happened.
    retry: isGateway(wording.status) ? 'backoff' : retry,
    definite: definite && !(isGateway(wording.status) && status >= 500),
    simulated: true,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** A parameter that Graph itself refuses, before WhatsApp sees it: code 100 without `error_data`. */
export const parameterError = (text: string): GraphError => graphError(100, { message: `(#100) ${text}` });

/** A value that WhatsApp refuses: `(#code) title` with `error_data.details`. */
export const contentError = (code: number, details: string): GraphError => graphError(code, { details });

/** Something real that waproof does not simulate yet: says so, and is recorded as ours. */
export function notSimulated(what: string): GraphError {
  return {
    ...graphError(1, {
      status: 501,
      message: `(#1) waproof does not simulate ${what} yet. This is a gap in waproof, not a mistake of your integration.`,
    }),
    // Whatever the real platform would have done, here nothing happened.
    definite: true,
    simulated: false,
  };
}

/** What an observation keeps of an error. */
export function observedError(error: GraphError): ObservedError {
  return {
    code: error.code,
    ...(error.subcode !== undefined && { subcode: error.subcode }),
    title: error.title,
    retry: error.retry,
    definite: error.definite,
    ...(error.rule !== undefined && { rule: error.rule }),
  };
}
