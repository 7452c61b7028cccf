/**
 * Response headers as recorded from live Graph calls: the same on every answer, those of a success, those of an
 * error. `X-Fb-Request-Id` equals the body's `fbtrace_id`; Meta sends no `Retry-After`, gateways in front of it do.
 */
import type { Random } from '../../core/random.js';
import type { GraphError } from '../errors/graph-error.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Request ids are safe in a URL, the other ids are plain base64. */
const BASE64URL = `${LETTERS}-_`;
const BASE64 = `${LETTERS}+/`;
/** Debug strings are opaque and long; a few of them serve all answers. */
const DEBUG_STRINGS = 64;

export interface TraceIds {
  /** 23 characters, the first an `A`: `fbtrace_id` and `X-Fb-Request-Id`. */
  request(): string;
  /** 11 characters: `X-Fb-Trace-Id`. */
  trace(): string;
  /** 88 characters of base64: `X-Fb-Debug`. */
  debug(): string;
}

export function createTraceIds(random: Random): TraceIds {
  const source = random.fork('trace-ids');
  const letters = (count: number, alphabet: string) => {
    let text = '';
    while (text.length < count) {
      // Five letters of six bits from one draw.
      let bits = Math.floor(source.next() * 0x40000000);
      for (let i = 0; i < 5 && text.length < count; i++, bits >>>= 6) text += alphabet[bits & 63];
    }
    return text;
  };
  const debugStrings = Array.from({ length: DEBUG_STRINGS }, () => `${letters(86, BASE64)}==`);
  let next = 0;
  return {
    request: () => `A${letters(22, BASE64URL)}`,
    trace: () => letters(11, BASE64),
    debug: () => debugStrings[next++ % DEBUG_STRINGS] ?? '',
  };
}

const STANDING = [
  'Access-Control-Allow-Origin',
  '*',
  'Strict-Transport-Security',
  'max-age=15552000; preload',
  'Pragma',
  'no-cache',
  'Expires',
  'Sat, 01 Jan 2000 00:00:00 GMT',
  'X-Fb-Rev',
  '1030000000',
  'X-Fb-Connection-Quality',
  'EXCELLENT; q=0.9, rtt=27, rtx=0, c=10, mss=1380, tbw=3405, tp=-1, tpl=-1, uplat=150, ullat=0',
  'Alt-Svc',
  'h3=":443"; ma=86400',
];

export interface AnswerIdentity {
  /** The version that serves the call. */
  readonly version: string;
  /** The version that the call named, if any. */
  readonly asked?: string | undefined;
  /** The request accepts `application/json` by name: the answer's type then comes without a charset (recorded). */
  readonly plainJson?: boolean;
  /** Of a read. */
  readonly etag?: string;
  readonly requestId: string;
  readonly ids: TraceIds;
  /** `X-Business-Use-Case-Usage` of the account. */
  readonly usage: string;
  /** `X-App-Usage` of a call that is on the budget of its token, in place of the account's. */
  readonly appUsage?: string | undefined;
}

/** What an answer says when a later version than the one that was named served the call (recorded live). */
const upgradeNotice = ({ asked, version }: AnswerIdentity): string[] =>
  asked === undefined || asked === version
    ? []
    : ['X-Ad-Api-Version-Warning', `The call has been auto-upgraded to ${version} as ${asked} has been deprecated.`];

function identityHeaders(identity: AnswerIdentity): string[] {
  const { version, requestId, ids, plainJson } = identity;
  return [
    'Content-Type',
    plainJson ? 'application/json' : 'application/json; charset=UTF-8',
    ...upgradeNotice(identity),
    'Facebook-Api-Version',
    version,
    'X-Fb-Request-Id',
    requestId,
    'X-Fb-Trace-Id',
    ids.trace(),
    'X-Fb-Debug',
    ids.debug(),
  ];
}

/** Which budget a call counts against. */
export type UsageType = 'whatsapp' | 'whatsapp_business_management';

/** How much of a budget is used up. */
export interface Usage {
  /** Of the calls that there may be, rounded up. Processor time is not measured: it is said to be the same (assumed). */
  readonly percent: number;
  /** Until calls pass again; 0: they do. */
  readonly regainMinutes: number;
}

/** `X-Business-Use-Case-Usage`. @param subject id of the account */
export const businessUsage = (subject: string, type: UsageType, { percent, regainMinutes }: Usage): string =>
  JSON.stringify({
    [subject]: [
      {
        type,
        call_count: percent,
        total_cputime: percent,
        total_time: percent,
        estimated_time_to_regain_access: regainMinutes,
      },
    ],
  });

/** `X-App-Usage`. */
export const appUsage = ({ percent }: Usage): string =>
  JSON.stringify({ call_count: percent, total_cputime: percent, total_time: percent });

/** `X-Business-Use-Case-Usage` of a call that is on no budget (recorded). */
export const idleUsage = (wabaId: string, type: UsageType = 'whatsapp'): string =>
  businessUsage(wabaId, type, { percent: 1, regainMinutes: 0 });

/** @param contentLength in bytes; absent: an answer without a body (304). */
export function successHeaders(identity: AnswerIdentity, contentLength: number | undefined): string[] {
  return [
    ...STANDING,
    ...identityHeaders(identity),
    'Vary',
    identity.etag === undefined ? 'Origin' : 'Origin, Accept-Encoding',
    ...(identity.etag === undefined ? [] : ['ETag', identity.etag]),
    'Cache-Control',
    'private, no-cache, no-store, must-revalidate',
    ...usageOf(identity),
    ...(contentLength === undefined ? [] : ['Content-Length', String(contentLength)]),
  ];
}

/** Clients give up on headers of 16 KiB in all, and a message may quote what the caller wrote. */
const LONGEST_HEADER_TEXT = 1_024;

/** Header values hold no line breaks and nothing outside Latin-1. */
const headerSafe = (text: string) =>
  text
    .slice(0, LONGEST_HEADER_TEXT)
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/["\\]/g, "'");

/** Errors about who calls: no account was looked up yet (recorded for 190; assumed for the others). */
const OF_NOBODY = new Set([0, 101, 102, 104, 190]);

const usageOf = ({ usage, appUsage }: AnswerIdentity): string[] =>
  appUsage === undefined ? ['X-Business-Use-Case-Usage', usage] : ['X-App-Usage', appUsage];

const isOfNoObject = ({ code, subcode }: GraphError): boolean => subcode === 33 || code === 2500;

/** Whether the answer with this error says how far the account's budget is used up. */
export const tellsOfAccount = (error: GraphError): boolean => !isOfNoObject(error) && !OF_NOBODY.has(error.code);

/** What an error tells of usage: of the app when the object was not found, of nobody when the token was no good. */
function usageOfError(error: GraphError, identity: AnswerIdentity): string[] {
  if (isOfNoObject(error))
    return [
      'X-App-Usage',
      identity.appUsage ?? '{"call_count":0,"total_cputime":0,"total_time":0}',
      'Cross-Origin-Resource-Policy',
      'cross-origin',
    ];
  return tellsOfAccount(error) ? usageOf(identity) : [];
}

/** Since 2026 errors point to a page about them; the id's form is assumed. */
const debugLink = (requestId: string): string[] => [
  'Error-Mid',
  requestId,
  'Debug-Link',
  `https://www.meta.com/debug/?mid=${requestId}`,
];

export function errorHeaders(identity: AnswerIdentity, error: GraphError, contentLength: number): string[] {
  const word = error.code === 190 ? 'invalid_token' : 'invalid_request';
  return [
    ...STANDING,
    ...identityHeaders(identity),
    'Vary',
    'Origin, Accept-Encoding',
    'Cache-Control',
    'no-store',
    'WWW-Authenticate',
    `OAuth "Facebook Platform" "${word}" "${headerSafe(error.message)}"`,
    'Proxy-Status',
    'http_request_error',
    ...debugLink(identity.requestId),
    ...usageOfError(error, identity),
    ...(error.retryAfterSeconds === undefined ? [] : ['Retry-After', String(error.retryAfterSeconds)]),
    'Content-Length',
    String(contentLength),
  ];
}
