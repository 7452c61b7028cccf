/**
 * The life of a message that the business sent: sent, delivered, read, each some time after the one before, drawn
 * from a lognormal distribution (typical times from integrators' reports, assumed). Not everybody has read receipts;
 * a reaction is only ever `sent`. Does not model offline phones and failures yet.
 */
import type { Clock } from '../../core/clock.js';
import type { WaId, Wamid } from '../../core/ids.js';
import type { MessageStatus } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import type { Recorder } from '../../core/recorder.js';
import type { Dispatcher } from './dispatcher.js';

export interface LivingMessage {
  readonly message: Wamid;
  readonly user: WaId;
  readonly type: string;
  readonly callbackData?: string;
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
  begin(message: LivingMessage): void;
  /** How many messages have not reached their last status. */
  unfinished(): number;
}

export interface MessageLifeDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly dispatcher: Dispatcher;
}

export function createMessageLife({ clock, random, recorder, dispatcher }: MessageLifeDeps): MessageLife {
  const lives = random.fork('message-life');
  let unfinished = 0;

  function advance(message: LivingMessage, chance: Random, index: number): void {
    const stage = message.type === 'reaction' && index > 0 ? undefined : STAGES[index];
    if (!stage || !chance.chance(stage.share)) {
      unfinished--;
      return;
    }
    clock.schedule(stage.medianMs * Math.exp(chance.normal(0, SIGMA)), () => {
      const { user, callbackData } = message;
      recorder.record({ kind: 'status.reached', message: message.message, user, status: stage.status });
      dispatcher.status({
        user,
        message: message.message,
        status: stage.status,
        reachedAt: clock.wallTime(),
        category: message.type === 'template' ? 'utility' : 'service',
        ...(callbackData !== undefined && { callbackData }),
      });
      advance(message, chance, index + 1);
    });
  }

  return {
    unfinished: () => unfinished,
    begin(message) {
      unfinished++;
      advance(message, lives.fork(message.message), 0);
    },
  };
}
