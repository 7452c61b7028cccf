/**
 * What becomes of an answer that does not arrive as it was meant: reset, FIN, silence, a few bytes at a time, half of it,
 * something that Graph never says. All of it happens on the real socket. Whoever asks is told once what arrived: all that
 * Graph had to say (`delivered`), or not (`lost`). Garbage is lost: the caller has an HTTP status and learns nothing of
 * the call from it. Silence is lost when it begins, for nothing will come of it however long the caller waits.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.js';
import type { GraphCall } from '../../core/observations.js';
import type { Spoiling } from './call.js';
import { closeConnection, resetConnection } from './connections.js';
import { dribbleText } from './dribble.js';
import { garble } from './garbage.js';
import type { Rendered } from './render.js';

export interface SpoiltCall {
  readonly clock: Clock;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What would have been answered; absent: nothing was decided. */
  readonly rendered: Rendered | undefined;
  /** Called once. */
  readonly done: (fate: GraphCall['answer']) => void;
}

/** A silent connection is kept at most so long after its answer was lost. */
const LONGEST_SILENCE_MS = 60_000;
/** A caller that does not close its side of a closed connection. */
const LINGER_MS = 2_000;

/** FIN once everything written is out. */
export function hangUp(clock: Clock, request: IncomingMessage): void {
  closeConnection(request.socket, (action) => clock.schedule(LINGER_MS, action));
}

function stayDribbling({ clock, response, request, done }: SpoiltCall, rendered: Rendered, rate: number): void {
  const { socket } = request;
  let isOver = false;
  const end = (fate: GraphCall['answer']) => {
    if (isOver) return;
    isOver = true;
    stop();
    socket.off('close', lose);
    done(fate);
  };
  const lose = () => end('lost');
  response.once('finish', () => end('delivered'));
  // Not the response's own: one that waits behind another on its connection is never told.
  socket.once('close', lose);
  const stop = dribbleText(clock, response, rendered, rate);
}

/** Writes the whole text or its beginning, then FIN. */
function writeAndHangUp({ clock, request, response }: SpoiltCall, { status, headers, text }: Rendered): void {
  response.writeHead(status, headers);
  response.write(text, 'latin1', () => hangUp(clock, request));
}

export function spoilAnswer(call: SpoiltCall, ending: Spoiling): void {
  const { clock, request, response, rendered, done } = call;
  // What is left of the body must not keep the caller's end of the connection from being noticed.
  if (ending.kind !== 'reset') request.resume();
  switch (ending.kind) {
    case 'reset':
      resetConnection(request.socket);
      return done('lost');
    case 'close':
      hangUp(clock, request);
      return done('lost');
    case 'silence': {
      const cancel = clock.schedule(ending.ms ?? LONGEST_SILENCE_MS, () => hangUp(clock, request));
      request.socket.once('close', cancel);
      return done('lost');
    }
    case 'dribble':
      if (rendered) return stayDribbling(call, rendered, ending.bytesPerSecond);
      hangUp(clock, request);
      return done('lost');
    case 'truncate': {
      const text = request.method === 'HEAD' ? '' : (rendered?.text ?? '');
      if (!rendered || text === '') hangUp(clock, request);
      else {
        const length = Math.min(Math.floor(text.length * ending.share), text.length - 1);
        writeAndHangUp(call, { ...rendered, text: text.slice(0, length) });
      }
      return done('lost');
    }
    case 'garbage': {
      const garbage = garble(ending, rendered);
      // The bytes too many would be taken for the beginning of the next answer.
      if (ending.what === 'wrong-length') writeAndHangUp(call, garbage);
      else {
        response.writeHead(garbage.status, garbage.headers);
        response.end(garbage.text, 'latin1');
      }
      return done('lost');
    }
    default:
      return ending satisfies never;
  }
}
