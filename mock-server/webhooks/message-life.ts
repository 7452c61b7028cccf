/**
 * The life of a message that the business sent: sent, delivered, read, each some time after the one before, drawn
 * from a lognormal distribution (typical times from integrators' reports, assumed). Not everybody has read receipts;
 * a reaction is only ever `sent`. A message that cannot be sent after all has one status, `failed`. Does not model
 * offline phones.
 */
import type { Clock } from '../../core/clock.js';
import type { PhoneNumberId, WaId, Wamid } from '../../core/ids.js';
import type { FaultId, MessageStatus } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import type { Recorder } from '../../core/recorder.js';
import { createTickScheduler } from '../../core/tick-scheduler.js';
import { type GraphError, observedError } from '../errors/graph-error.js';
import type { Pricing } from '../world/pricing.js';
import type { Dispatcher } from './dispatcher.js';

export interface LivingMessage {
  readonly phoneNumberId: PhoneNumberId;
  readonly message: Wamid;
  readonly user: WaId;
  readonly type: string;
  readonly callbackData?: string | undefined;
  /** Id of the group that it went to; `user` is then the group's chat. */
  readonly group?: string | undefined;
  /** Why it fails instead of being sent; and the fault that has it so. */
  readonly failure?: GraphError | undefined;
  readonly failedBy?: FaultId | undefined;
  /** Its first status comes at once; so does, with `foreign`, one of a message that somebody else sent. */
  readonly early?: { readonly fault: FaultId; readonly foreign: Wamid | undefined } | undefined;
  /** It was addressed by the user's id and not by the number. */
  readonly isByUserId?: boolean | undefined;
  /** Id of the template that Direct Send counts it to. */
  readonly templateId?: string | undefined;
  /** What it costs. */
  readonly pricing?: Pricing | undefined;
  /** Id of its entry in the log of messages. */
  readonly entry?: string | undefined;
}

interface Stage {
  readonly status: MessageStatus;
  /** Median of the wait before it, in ms. */
  readonly medianMs: number;
  /** Share of messages that get this far. */
  readonly share: number;
}

const STAGES: readonly Stage[] = [
  { status: 'sent', medianMs: 500, share: 1 },
  { status: 'delivered', medianMs: 700, share: 1 },
  { status: 'read', medianMs: 900, share: 0.8 },
];
/** Spread of the waits: nine of ten between 0.4 and 2.3 times the median. */
const SIGMA = 0.5;

export interface MessageLife {
  /** Without a subscriber nobody would learn of a status, and none is reached. */
  begin(message: LivingMessage): void;
  /** How many messages have not reached their last status. */
  unfinished(): number;
}

export interface MessageLifeDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly dispatcher: Pick<Dispatcher, 'hasTarget' | 'status'>;
  /** Whether a message has got there by other ways: the user opened the chat. Default: no. */
  readonly isReached?: (message: LivingMessage, status: MessageStatus) => boolean;
  /** Told of every status. @param at wall time in milliseconds. */
  readonly onStatus?: (message: LivingMessage, status: MessageStatus, at: number) => void;
}

/** Lives drawn ahead, from which each message gets one: so many that nobody sees them repeat. */
const LIVES_DRAWN = 2_048;

/** Waits before the stages that a message reaches, in ms. */
type Waits = readonly number[];

interface Life {
  readonly message: LivingMessage;
  readonly waitsMs: Waits;
  stage: number;
}

function drawWaits(chance: Random): Waits {
  const waitsMs: number[] = [];
  for (const { medianMs, share } of STAGES) {
    if (share < 1 && !chance.chance(share)) break;
    waitsMs.push(medianMs * Math.exp(chance.normal(0, SIGMA)));
  }
  return waitsMs;
}

export function createMessageLife(deps: MessageLifeDeps): MessageLife {
  const { clock, random, recorder, dispatcher, onStatus, isReached = () => false } = deps;
  const lives = random.fork('message-life');
  const drawn = Array.from({ length: LIVES_DRAWN }, () => drawWaits(lives));
  const scheduler = createTickScheduler<Life>(clock, reach);

  function goOn(life: Life): void {
    const isOver = life.stage > 0 && (life.message.type === 'reaction' || life.message.failure !== undefined);
    const waitMs = isOver ? undefined : life.waitsMs[life.stage];
    if (waitMs !== undefined) scheduler.schedule(waitMs, life);
  }

  function reach(life: Life): void {
    const { phoneNumberId, message, user, callbackData, group, failure, templateId, pricing, isByUserId } =
      life.message;
    const { early, failedBy } = life.message;
    const isEarly = early !== undefined && life.stage === 0;
    const stage = STAGES[life.stage++];
    if (stage === undefined || isReached(life.message, stage.status)) return;
    const status = failure ? 'failed' : stage.status;
    recorder.record({
      kind: 'status.reached',
      message,
      user,
      status,
      ...(failure && { error: observedError(failure) }),
    });
    const reachedAt = clock.wallTime();
    onStatus?.(life.message, status, reachedAt);
    dispatcher.status({
      phoneNumberId,
      user,
      message,
      status,
      reachedAt,
      pricing,
      callbackData,
      group,
      templateId,
      isByUserId,
      ...(failure && { error: failure }),
      ...(failedBy !== undefined && { fault: failedBy }),
      ...(isEarly && { fault: early.fault, variant: 'early' }),
    });
    goOn(life);
  }

  return {
    unfinished: scheduler.pending,
    begin(message) {
      const { phoneNumberId, user, early } = message;
      if (!dispatcher.hasTarget(phoneNumberId)) return;
      const life = { message, waitsMs: drawn[lives.index(message.message, LIVES_DRAWN)] ?? [], stage: 0 };
      if (!early) return goOn(life);
      if (early.foreign !== undefined) {
        const foreign = { message: early.foreign, status: 'delivered', variant: 'foreign-status' } as const;
        dispatcher.status({ ...foreign, phoneNumberId, user, reachedAt: clock.wallTime(), fault: early.fault });
      }
      reach(life);
    },
  };
}
