/**
 * A user writes: the message gets its id, its time, its file and whoever it answers; the history and the rules learn of
 * it, and it goes out to the business. What a blocked user writes goes no further.
 */
import type { Clock } from '../core/clock.js';
import { phoneNumberId, waId } from '../core/ids.js';
import type { Signature } from '../core/observations.js';
import type { Random } from '../core/random.js';
import type { Recorder } from '../core/recorder.js';
import { withSender } from './http/control/context-sender.js';
import type { WriteRequest } from './http/control/deps.js';
import type { FileTransfer } from './http/file-transfer.js';
import type { UserFiles } from './http/user-files.js';
import { contentWrote, hiddenBehind } from './http/wrote.js';
import { referralOf } from './policy/referral.js';
import { hearUser } from './policy/send-rules.js';
import type { Dispatcher } from './webhooks/dispatcher.js';
import type { Events } from './webhooks/events.js';
import type { InboundMessage } from './webhooks/payloads.js';
import { numbers } from './world/accounts.js';
import { isBlocked } from './world/blocked-users.js';
import type { World } from './world/world.js';

export interface UserWritingDeps {
  /** The platform's time. */
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly world: World;
  readonly dispatcher: Pick<Dispatcher, 'message' | 'forgedMessage'>;
  readonly events: Pick<Events, 'flush'>;
  readonly transfer: Pick<FileTransfer, 'keepUpload'>;
}

export interface UserWriting {
  /** Gives the message's id. */
  write(request: WriteRequest): string;
  /** Delivers a message that nobody wrote, with a signature that must be refused. */
  forge(request: WriteRequest, signature: Exclude<Signature, 'valid'>): void;
  /** Makes files for messages that name none. @param address of the mock, where they can be fetched. */
  stock(address: string): Promise<void>;
}

export function createUserWriting(deps: UserWritingDeps): UserWriting {
  const { clock, random, recorder, world, dispatcher, events, transfer } = deps;
  let files: { readonly from: UserFiles; readonly address: string } | undefined;

  function compose({ phoneNumberId: stated, user, name, content, agedByMs = 0 }: WriteRequest): InboundMessage {
    const { message, user: writer } = world.writeMessage(waId(user), name);
    const number = stated === undefined ? world.credentials.phoneNumberId : phoneNumberId(stated);
    const whole = files?.from.complete(content, { phoneNumberId: number, address: files.address }) ?? content;
    return {
      phoneNumberId: number,
      user: writer.id,
      name: writer.name || writer.id,
      message,
      content: withSender(world, whole, number, writer.id),
      writtenAt: clock.wallTime() - agedByMs,
      ...(agedByMs > 0 && { variant: 'stale' }),
    };
  }

  /** The rules learn of it; what comes late was written before what came meanwhile. */
  function hear({ phoneNumberId: id, user, content, writtenAt }: InboundMessage): void {
    const writer = world.user(user);
    const { [id]: before = 0 } = writer.wroteAt ?? {};
    writer.wroteAt = { ...writer.wroteAt, [id]: Math.max(before, writtenAt) };
    const number = world.of(numbers).get(id);
    if (!number) return;
    const referral = referralOf(content);
    hearUser({ number, user, type: content.type, referral, at: Math.round(writtenAt) }, world);
  }

  return {
    write(request) {
      const inbound = compose(request);
      const { phoneNumberId: number, user, name, message, content } = inbound;
      if (isBlocked(world, number, user)) return message;
      const { step = 'control/1', token, due = recorder.now() } = request;
      const userId = hiddenBehind(world, number, user);
      recorder.record({
        kind: 'user.wrote',
        user,
        name,
        message,
        phoneNumberId: number,
        type: content.type,
        ...contentWrote(content),
        ...(userId !== undefined && { userId }),
        ...(token !== undefined && { token }),
        step,
        due: Math.round(due * 1_000) / 1_000,
      });
      hear(inbound);
      dispatcher.message(inbound);
      events.flush();
      return message;
    },
    forge: (request, signature) => dispatcher.forgedMessage(compose(request), signature),
    async stock(address) {
      const { createUserFiles } = await import('./http/user-files.js');
      const from = createUserFiles(world, transfer);
      await from.stock(random.fork('user-files'));
      files = { from, address };
    },
  };
}
