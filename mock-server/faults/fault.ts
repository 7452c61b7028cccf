/**
 * What a fault is: a name, parameters, and what it does. A fault of calls or of deliveries is a pure answer to one of
 * them and the chance drawn for it; a fault that acts does something when it begins and takes it back when it ends.
 * When faults are active, which things they meet, and recording what they did is the board's business.
 */
import type { z } from 'zod';
import type { Cancel, Clock } from '../../core/clock.js';
import type { PlannedFault } from '../../core/history.js';
import type { WaId, Wamid } from '../../core/ids.js';
import type { Carried, FaultId, GraphCall, MessageStatus, Signature } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import type { GraphError } from '../errors/graph-error.js';

export type CallAction = GraphCall['action'];

/** A Graph call as faults see it: read, not yet let in. */
export interface StruckCall {
  readonly action: CallAction;
  /** As in the catalogue of operations: `POST /{phone-number-id}/messages`. */
  readonly route?: string | undefined;
  readonly phoneNumberId?: string | undefined;
  /** Sends: the recipient; read marks: whose message it is. A phone number, however the call names the user. */
  readonly to?: string | undefined;
  /** Sends: the message type and, of a template message, the template's name. */
  readonly type?: string | undefined;
  readonly template?: string | undefined;
}

/** A delivery as faults see it: about to be queued. */
export interface StruckDelivery {
  readonly carries: Carried;
  readonly user?: string | undefined;
  readonly phoneNumberId?: string | undefined;
  /** With `carries: 'status'`. */
  readonly status?: MessageStatus | undefined;
  /** With `carries: 'event'`. */
  readonly field?: string | undefined;
}

/**
 * When a fault strikes. `arrival`: before the call is looked at, so that nobody learns what was wrong with it.
 * `before-effect`: the call was in order and nothing was done. `after-effect`: it was done, and the answer is what suffers.
 */
export const MOMENTS = ['arrival', 'before-effect', 'after-effect'] as const;
export type Moment = (typeof MOMENTS)[number];

/** What the caller gets in place of the answer. */
export type Ending =
  | { readonly kind: 'error'; readonly error: GraphError }
  /** RST. */
  | { readonly kind: 'reset' }
  /** FIN without a byte of an answer. */
  | { readonly kind: 'close' }
  /** Nothing, until the caller hangs up or the time is over; then the connection is closed. */
  | { readonly kind: 'silence'; readonly ms?: number }
  /** The answer, so slowly. */
  | { readonly kind: 'dribble'; readonly bytesPerSecond: number }
  /** The answer up to a share (0 to 1) of its body, then FIN. */
  | { readonly kind: 'truncate'; readonly share: number }
  /** Not what Graph answers. */
  | {
      readonly kind: 'garbage';
      readonly what: 'html' | 'empty' | 'broken-json' | 'wrong-length';
      readonly status: number;
    };

/** What happens to a call. A `delay` comes before the effect, which happens even if the caller hangs up meanwhile. */
export type GraphDisturbance =
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'end'; readonly moment: Moment; readonly ending: Ending }
  /** It is accepted, and the message fails later, by a status. */
  | { readonly kind: 'fail-later'; readonly error: GraphError }
  /** Its first status is told before the answer, which is held so long. `isForeign`: so is one of a message that is not the caller's. */
  | { readonly kind: 'status-first'; readonly holdMs: number; readonly isForeign: boolean };

/** What happens to a delivery. */
export type WebhookDisturbance =
  /** Further copies, each so many ms after it. */
  | { readonly kind: 'copies'; readonly afterMs: readonly number[] }
  /** It is queued so many ms later. */
  | { readonly kind: 'hold'; readonly ms: number }
  /** It waits until one that came after it has left (to the same user; of a status: about the same message), at most `withinMs`, and follows `gapMs` later. */
  | { readonly kind: 'yield'; readonly withinMs: number; readonly gapMs: number }
  /** So many first attempts are lost on the way: the retry schedule brings the next. */
  | { readonly kind: 'lose'; readonly attempts: number }
  /** It goes out with others in one post. @param poison makes a body that has no message in it, from that of the first of them. */
  | {
      readonly kind: 'batch';
      readonly updates: number;
      readonly withinMs: number;
      readonly poison?: ((body: Buffer) => Buffer) | undefined;
    }
  /** Its body is another one, correctly signed. @param variant says how it differs, for the history. */
  | { readonly kind: 'rewrite'; readonly variant: string; readonly rewrite: (body: Buffer) => Buffer }
  /** Messages of people who never wrote go out beside it. */
  | { readonly kind: 'strangers'; readonly messages: readonly StrangersMessage[] }
  /** An event goes out beside it. */
  | {
      readonly kind: 'event';
      readonly variant: string;
      readonly field: string;
      readonly value: Readonly<Record<string, unknown>>;
    };

/** A message that nobody wrote: no check expects an answer to it. */
export interface StrangersMessage {
  /** Which of the strangers: 0 to 9999. */
  readonly stranger: number;
  readonly content: { readonly type: string; readonly [member: string]: unknown };
  /** How long ago it was written, in ms, as its body says. */
  readonly ageMs: number;
  /** Anything but `valid`: it is forged, and must be refused. */
  readonly signature: Signature;
  readonly variant?: string | undefined;
}

/**
 * People who write only what faults make up: from the first to the last. Their numbers (1555 018…) belong to no user of a
 * run, and nobody is both: what is done for one in whose name something was forged shows that the forgery was believed.
 */
export const STRANGERS = { forged: [0, 4_999], genuine: [5_000, 9_999] } as const;

/** When a call is struck. */
export interface StrikeTime {
  /** Since the fault began, in ms: switched on, and its `after` over. */
  readonly elapsedMs: number;
  /** The stream of the fault itself: what it decides for a time rather than for a call. Only forks are drawn from. */
  readonly chance: Random;
}

export interface GraphFault {
  readonly side: 'graph';
  /** @param random the stream of this fault and this call. */
  strike(call: StruckCall, random: Random, time: StrikeTime): GraphDisturbance | undefined;
}

export interface WebhookFault {
  readonly side: 'webhook';
  strike(delivery: StruckDelivery, random: Random): WebhookDisturbance | undefined;
}

/** What a fault that acts has to act with. */
export interface ActScene {
  /** Of the fault itself. */
  readonly id: FaultId;
  /** Real time; timers that are pending when the fault ends are the fault's to cancel. */
  readonly clock: Clock;
  readonly random: Random;
  /** Says that it struck, and how, in a few words: `WHATSAPP_TOKEN expired`. */
  readonly fired: (what: string) => void;
}

/** Changes the platform for as long as it is active. @see Platform in `platform.ts` for what it can reach. */
export interface PlatformFault<Platform = unknown> {
  readonly side: 'platform';
  begin(platform: Platform, scene: ActScene): Cancel;
}

/** Does something to the process of the subject. */
export interface SubjectFault {
  readonly side: 'subject';
  begin(subject: StruckSubject, scene: ActScene): Cancel;
}

/** The process of a subject that was started with `--exec`. */
export interface StruckSubject {
  /**
   * SIGKILL to all of it, and a new start after a while. @param restartAfterMs 0: at once. Gives false when there is
   * nothing to kill: it is down already.
   */
  kill(restartAfterMs: number, fault: FaultId): boolean;
  /** SIGSTOP to all of it; false when it is down. One that is killed and started meanwhile is not paused. */
  pause(): boolean;
  /** SIGCONT; does nothing when it is not paused. */
  resume(): void;
}

export type Fault = GraphFault | WebhookFault | PlatformFault | SubjectFault;
export type FaultSide = Fault['side'];

/** A planned fault with what it does. */
export interface FaultInPlay {
  readonly planned: PlannedFault;
  readonly fault: Fault;
}

/** An entry of the catalogue of faults. */
export interface FaultKind<Parameters> {
  readonly name: string;
  readonly side: FaultSide;
  /** One line for `waproof faults`. */
  readonly summary: string;
  /** What of the real world it models, and where that is known from: a page of Meta, an incident, "assumed". */
  readonly models: string;
  /** Validates what a scenario says and fills in defaults; durations become milliseconds. */
  readonly parameters: z.ZodType<Parameters>;
  /** Parameters, as a scenario says them, that show what it is good for. */
  readonly example: Readonly<Record<string, unknown>>;
  create(parameters: Parameters): Fault;
}

/** Where a delivery or call is keyed for chance: always the same for the same thing, whatever the order of arrival. */
export type ChanceKey = WaId | Wamid | string;
