/** One Graph call as it is known while it is served, whether it came alone or in a batch; and what became of it. */
import type { GraphCall } from '../../core/observations.js';
import type { GraphError } from '../errors/graph-error.js';
import type { GraphStrikes } from '../faults/board.js';
import type { Ending } from '../faults/fault.js';
import type { BytesEffect, CallFacts, UploadedFile } from '../graph/operation.js';
import type { Routed } from '../graph/router.js';
import type { Charge } from '../policy/call-budgets.js';
import type { Parameters } from './read-body.js';

export interface Call {
  readonly method: string;
  readonly routed: Routed;
  /** Milliseconds since recording began. */
  readonly receivedAt: number;
  /** The Graph version that serves it. */
  readonly servedBy: string;
  /** One request header. @param name in small letters. */
  readonly header: (name: string) => string | undefined;
  /** The address that was called, without its query. */
  readonly address: () => string;
  /** Where the connection comes from; empty once it is gone. */
  readonly remoteAddress: () => string;
  /** Number of the connection, from 1. */
  readonly connection: number;
  /** The version that serves it in place of the one that the path names, which has expired. */
  readonly replacedBy?: string | undefined;
  /** Why it is refused whatever it asks for: its version, its size. */
  readonly refusal?: GraphError | undefined;
  /** What the faults do to it, where that was decided before its body was read. */
  readonly strikes?: GraphStrikes | undefined;
}

/** What came with a call. */
export interface Content {
  readonly parameters: Parameters;
  readonly files: Readonly<Record<string, UploadedFile>>;
}

export interface Answer {
  readonly status: number;
  readonly error?: GraphError;
  readonly message?: GraphCall['message'];
  /** The JSON of a success, escaped to plain ASCII. */
  readonly text?: string;
  /** A success that is bytes instead of JSON. */
  readonly bytes?: BytesEffect;
  /** Whether the world changed. */
  readonly effect: boolean;
  /** The budget that the call was put on; absent: none. */
  readonly charge?: Charge;
  /** The file that came along is kept; others are dropped. */
  readonly keeps?: string;
}

/** How an answer is spoilt, or lost, on its way. */
export type Spoiling = Exclude<Ending, { kind: 'error' }>;

/** How a call ends. */
export interface Outcome {
  readonly answer: Answer;
  /** What becomes of the answer; absent: it goes out as it is. */
  readonly ending?: Spoiling | undefined;
  readonly strikes: GraphStrikes;
  readonly facts?: CallFacts | undefined;
  /** Calls that were made within this one: those of a batch. Each is a call of its own in the history. */
  readonly parts?: readonly Part[];
  /** What the history calls a call that no single operation serves: `POST / (batch)`. */
  readonly route?: string;
}

export interface Part {
  readonly call: Call;
  readonly outcome: Outcome;
}

export const refused = (error: GraphError): Answer => ({ status: error.status, error, effect: false });
