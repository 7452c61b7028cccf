/**
 * The life of a Graph call over its socket: receive, perform, answer, record. A lost answer is lost here: the
 * connection breaks, or stays silent.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.js';
import type { GraphCall } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import type { Recorder } from '../../core/recorder.js';
import { renderEnvelope } from '../errors/envelope.js';
import { type GraphError, graphError } from '../errors/graph-error.js';
import { type FaultBoard, UNDISTURBED } from '../faults/board.js';
import { operations } from '../graph/operations.js';
import { createRouter } from '../graph/router.js';
import { createVersionPolicy } from '../policy/versions.js';
import type { MessageLife } from '../webhooks/message-life.js';
import type { World } from '../world/world.js';
import { type Call, type Outcome, refused } from './call.js';
import { createTraceIds, errorHeaders, idleUsage, successHeaders } from './headers.js';
import { createPerform } from './perform.js';
import { LONGEST_BODY_BYTES, parseParameters, type ReadBody, readBody, readHeader } from './read-body.js';
import { recordCall } from './record-call.js';

export interface GraphCallsDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly world: World;
  readonly faults: FaultBoard;
  readonly life: MessageLife;
}

/** A silent connection is kept at most so long after its answer was lost. */
const LONGEST_SILENCE_MS = 60_000;

const tooLarge = () =>
  graphError(100, { status: 413, message: `(#100) Request body is larger than ${LONGEST_BODY_BYTES} bytes.` });

const refusal = (error: GraphError): Outcome => ({ answer: refused(error), ending: 'answer', strikes: UNDISTURBED });

/** A call with the socket that it came on. */
interface SocketCall extends Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export function createGraphCalls(deps: GraphCallsDeps): (request: IncomingMessage, response: ServerResponse) => void {
  const { clock, random, recorder, world } = deps;
  const route = createRouter(operations, world.kindOf);
  const versions = createVersionPolicy(clock.wallTime());
  const perform = createPerform(deps);
  const ids = createTraceIds(random);
  const usage = idleUsage(world.credentials.wabaId);

  function receive(request: IncomingMessage, response: ServerResponse): void {
    const receivedAt = recorder.now();
    const [path = '/', query = ''] = splitTarget(request.url ?? '/');
    const method = request.method ?? 'GET';
    const routed = route(method, path);
    const serving = versions.serving(routed.version, routed.path);
    const call: SocketCall = {
      request,
      response,
      method,
      routed,
      receivedAt,
      servedBy: typeof serving === 'string' ? serving : 'v26.0',
      header: (name) => readHeader(request, name),
      address: () => addressOf(request, path),
    };
    readBody(request, (body) => {
      if (typeof serving !== 'string') return conclude(call, refusal(serving));
      serve(call, body, query);
    });
  }

  function serve(call: SocketCall, body: ReadBody, query: string): void {
    if ('problem' in body)
      return body.problem === 'too-large'
        ? conclude(call, refusal(tooLarge()))
        : record(call, refusal(graphError(100)), 'lost');
    const parameters = parseParameters(body.text, call.header('content-type'), query);
    perform(call, { parameters, files: {} }, (outcome) => conclude(call, outcome));
  }

  /** Writes the answer, unless it is to be lost or the caller has gone. */
  function conclude(call: SocketCall, outcome: Outcome): void {
    const { request, response } = call;
    if (outcome.ending === 'cut') request.socket.resetAndDestroy();
    if (outcome.ending === 'silence')
      response.once(
        'close',
        clock.schedule(LONGEST_SILENCE_MS, () => response.destroy()),
      );
    if (outcome.ending !== 'answer' || response.destroyed || response.writableEnded)
      return record(call, outcome, 'lost');
    const { answer } = outcome;
    const requestId = ids.request();
    const identity = { version: call.servedBy, requestId, ids, usage };
    const { error } = answer;
    const text = error ? renderEnvelope(error, requestId) : (answer.text ?? '');
    const headers = error ? errorHeaders(identity, error, text.length) : successHeaders(identity, text.length);
    response.writeHead(answer.status, headers);
    response.end(text, 'latin1');
    record(call, outcome, 'delivered');
  }

  const record = (call: Call, outcome: Outcome, fate: GraphCall['answer']) => recordCall(recorder, call, outcome, fate);

  return receive;
}

function splitTarget(target: string): [path: string, query: string] {
  const at = target.indexOf('?');
  return at === -1 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** The address that the caller used: what it must call for another page. */
const addressOf = (request: IncomingMessage, path: string): string =>
  `http://${request.headers.host ?? '127.0.0.1'}${path}`;
