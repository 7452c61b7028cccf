/** One Graph call as it is known while it is served, whether it came alone or in a batch; and what became of it. */
import type { GraphCall } from '../../core/observations.js';
import type { GraphError } from '../errors/graph-error.js';
import type { GraphStrikes } from '../faults/board.js';
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

/** How a call ends: with an answer, or with one of the ways in which answers are lost. */
export interface Outcome {
  readonly answer: Answer;
  /** `cut`: the connection breaks; `silence`: nothing ever comes. */
  readonly ending: 'answer' | 'cut' | 'silence';
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
