/**
 * The vocabulary of evidence. Everything that happens in a run becomes one of these, in the order in which it
 * happened; checks, metrics, pages and reports read nothing else. All times are milliseconds since the run began.
 */
import type { ClockAdvanced, ClockChanged } from './clock-observations.js';
import type { PhoneNumberId, WaId, Wamid } from './ids.js';
import type {
  ArrivalDropped,
  CampaignTriggered,
  FaultFired,
  FaultId,
  HandshakeAnswered,
  HarnessSample,
  LimitReached,
  PhaseEnded,
  PhaseStarted,
  RunEnded,
  SubjectExited,
  SubjectReady,
  SubjectStarted,
  TokenChanged,
} from './run-observations.js';

export type * from './run-observations.js';

/** A user wrote to the business. Its delivery follows as `webhook.sent`. */
export interface UserWrote {
  kind: 'user.wrote';
  user: WaId;
  name: string;
  message: Wamid;
  phoneNumberId: PhoneNumberId;
  /** Message type as in the webhook: `text`, `image`, … */
  type: string;
  /** Up to 200 characters of what was written. */
  text?: string;
  /** Business-scoped id of the user (BSUID), when the webhook shows it and no phone number. */
  userId?: string;
  /** Id of the media object that it carries. */
  media?: string;
  /** A word in the text that no other message of the run contains; tells whose message an answer quotes. */
  token?: string;
  /** Which line of which conversation script: `greeting/1`. Messages of one step are alike. */
  step: string;
  /** When the schedule wanted it written: latency counts from here. */
  due: number;
}

export type Signature = 'valid' | 'missing' | 'wrong-secret' | 'tampered-body';

/** What a delivery is about: an event is anything that is neither a message nor a status of one. */
export type Carried = 'message' | 'status' | 'event';

interface PostSent {
  kind: 'webhook.sent';
  /** Number of the delivery; a duplicate is a delivery of its own. */
  delivery: number;
  /** 1 for the first try of this delivery, counted up by the retry schedule. */
  attempt: number;
  /** Number of the delivery that this one repeats. */
  duplicateOf?: number | undefined;
  /** Number of the first delivery of the post that it went in; absent when it went alone. */
  batch?: number | undefined;
  /** Anything but `valid` is a probe that the subject must refuse. */
  signature: Signature;
  fault?: FaultId | undefined;
  /** How its body differs from what is usual, in a few words: `unknown field`, `poison`, `stale`. Absent: as usual. */
  variant?: string | undefined;
  /** Id of the app that is told, when it is not the mock's own: another app may be subscribed as well. */
  app?: string | undefined;
}

/** A message of a user, or a status of one to a user. */
export interface MessageSent extends PostSent {
  carries: 'message' | 'status';
  /** The message that was written, or whose status this is. */
  message: Wamid;
  /** With `carries: 'status'`. */
  status?: MessageStatus | undefined;
  /** The user concerned. */
  user: WaId;
  field?: undefined;
}

/** Anything else that webhooks tell of: a template was reviewed, a group was made, a user calls. */
export interface EventSent extends PostSent {
  carries: 'event';
  /** The webhook's field: `account_update`. */
  field: string;
  /** What it tells, where checks ask for it: name and new state of a template, of a number. */
  about?: string | undefined;
  event?: string | undefined;
  message?: undefined;
  status?: undefined;
  user?: undefined;
}

/** One POST to the subject's webhook left. */
export type WebhookSent = MessageSent | EventSent;

/** What came of it. */
export interface WebhookAnswered {
  kind: 'webhook.answered';
  delivery: number;
  attempt: number;
  /** Id of the `webhook.sent` observation. */
  sent: number;
  message?: Wamid | undefined;
  carries: Carried;
  signature: Signature;
  /** HTTP status; absent when no answer came. */
  status?: number | undefined;
  /** `timeout`, `refused`, `reset` or the error's own words. */
  problem?: string | undefined;
  /** From sending to the end of the answer. */
  ms: number;
}

/** The retry schedule ran out, or the run ended before it did. */
export interface WebhookGivenUp {
  kind: 'webhook.given-up';
  delivery: number;
  message?: Wamid | undefined;
  carries: Carried;
  attempts: number;
  /** `dropped`: somebody asked for it. */
  reason: 'schedule-ended' | 'queue-full' | 'run-ended' | 'dropped';
}

/** How Meta's table of errors judges an error. */
export interface ObservedError {
  code: number;
  subcode?: number;
  title: string;
  /** `backoff`: may heal by waiting. `after-window`: after the hours or days that the rule names. The others do not heal by sending again. */
  retry: 'backoff' | 'after-window' | 'after-fix' | 'never';
  /** True: the call certainly had no effect. */
  definite: boolean;
  /** The rule of the platform that refused, when one did: `pair-rate`. */
  rule?: string;
}

/** One call of the Graph API, appended when its fate is sealed (answered, or the answer lost). */
export interface GraphCall {
  kind: 'graph.call';
  receivedAt: number;
  method: string;
  /** As in the catalogue of operations: `POST /{phone-number-id}/messages`. */
  route: string;
  /** What the call is for. */
  action: 'send' | 'mark-read' | 'media' | 'other';
  /** Version in the path, as written. */
  version?: string | undefined;
  phoneNumberId?: PhoneNumberId | undefined;
  /** Sends: the recipient as digits, whatever was written. */
  to?: WaId | undefined;
  /** Sends: the message type. Mark-as-read: absent. */
  type?: string | undefined;
  /** Sends: `context.message_id`; reactions: the message reacted to. Mark-as-read: the message read. */
  answers?: Wamid | undefined;
  /** `biz_opaque_callback_data`. */
  callbackData?: string | undefined;
  /** Sends: a hash of type and content, without recipient, context and callback data. */
  digest?: string | undefined;
  /** Up to 200 characters of the text, caption or template name. */
  text?: string | undefined;
  /** Sends: the business-scoped id that the recipient was addressed by; absent: a phone number. */
  userId?: string | undefined;
  /** With `action: 'media'`: id of the media object. */
  media?: string | undefined;
  /** Number of the connection that it came over, from 1. */
  connection?: number | undefined;
  /** The id given to the message, when there was an effect, also when the answer was lost. */
  message?: Wamid | undefined;
  /** HTTP status of the answer that was (or would have been) given. */
  status: number;
  error?: ObservedError | undefined;
  /** `Retry-After` of the answer. */
  retryAfterMs?: number | undefined;
  /** How long the usage headers of the answer said that access is gone for (`estimated_time_to_regain_access`). */
  regainMs?: number | undefined;
  /** The version that served the call, where that is another than the path named: that one has expired. */
  servedBy?: string | undefined;
  /** Every fault that struck this call. */
  faults: FaultId[];
  /** Faults that decided the answer, not merely its time. */
  injected: boolean;
  /** `lost`: the answer did not reach the caller. */
  answer: 'delivered' | 'lost';
  /** Whether the call changed anything: the truth, which the caller may not know. */
  effect: boolean;
  /** What the caller can know: done, not done, or unknown (answer lost; an error that may follow an effect). */
  outcome: 'accepted' | 'refused' | 'unknown';
  /** False when waproof does not simulate this yet: ours, not the subject's mistake. */
  simulated: boolean;
}

export type MessageStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** A message sent by the business reached this point of its life. */
export interface StatusReached {
  kind: 'status.reached';
  message: Wamid;
  user: WaId;
  status: MessageStatus;
  error?: ObservedError;
}

export type ObservationBody =
  | SubjectStarted
  | SubjectReady
  | SubjectExited
  | HandshakeAnswered
  | PhaseStarted
  | PhaseEnded
  | FaultFired
  | TokenChanged
  | CampaignTriggered
  | UserWrote
  | WebhookSent
  | WebhookAnswered
  | WebhookGivenUp
  | GraphCall
  | StatusReached
  | ArrivalDropped
  | LimitReached
  | ClockAdvanced
  | ClockChanged
  | HarnessSample
  | RunEnded;

/** Ids count from 1 in the order of happening; `at` is milliseconds since the run began, to the microsecond. */
export type Observation = { readonly id: number; readonly at: number } & Readonly<ObservationBody>;

export type ObservationKind = ObservationBody['kind'];
/** The observation of one kind, with its stamp. */
export type Observed<Kind extends ObservationKind> = Extract<Observation, { kind: Kind }>;
