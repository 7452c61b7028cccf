/**
 * The life of a Graph call over its socket: receive, perform, answer, record. What a fault makes of an answer on the wire
 * is in spoil-answer.ts.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.js';
import type { GraphCall } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import type { Recorder } from '../../core/recorder.js';
import { createTurnEnd } from '../../core/turn-end.js';
import { type GraphError, graphError } from '../errors/graph-error.js';
import { type FaultBoard, UNDISTURBED } from '../faults/board.js';
import { isDownload } from '../graph/media/downloads.js';
import { operations } from '../graph/operations.js';
import { createRouter, type Routed } from '../graph/router.js';
import { createVersionPolicy } from '../policy/versions.js';
import type { Events } from '../webhooks/events.js';
import type { MessageLife } from '../webhooks/message-life.js';
import type { VerifyCallback } from '../webhooks/verify-callback.js';
import { expiredVersions } from '../world/expired-versions.js';
import type { World } from '../world/world.js';
import { withBatches } from './batch.js';
import { type Call, type Content, type Outcome, refused, type Spoiling } from './call.js';
import { createConnectionNumbers } from './connections.js';
import type { FileTransfer } from './file-transfer.js';
import { withMultiGet } from './multi-get.js';
import { createPerform } from './perform.js';
import { answerPreflight, isPreflight } from './preflight.js';
import {
  LONGEST_BODY_BYTES,
  type Parameters,
  parseParameters,
  parseQuery,
  type ReadBody,
  readBody,
  readHeader,
} from './read-body.js';
import { recordCall } from './record-call.js';
import { createRender } from './render.js';
import type { SpoiltDownload } from './send-bytes.js';
import { hangUp, spoilAnswer } from './spoil-answer.js';
import { createStriker } from './strike-call.js';

export interface GraphCallsDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly world: World;
  readonly faults: FaultBoard;
  readonly life: MessageLife;
  readonly verifyCallback: VerifyCallback;
  readonly transfer: FileTransfer;
  readonly events: Pick<Events, 'flush'>;
  /** Keeps what has changed, before anybody is told of it; absent: the world is not kept. */
  readonly commit?: (() => void) | undefined;
}

const tooLarge = () =>
  graphError(100, { status: 413, message: `(#100) Request body is larger than ${LONGEST_BODY_BYTES} bytes.` });

const refusal = (error: GraphError): Outcome => ({ answer: refused(error), strikes: UNDISTURBED });

const NOTHING: Content = { parameters: {}, files: {} };

/** A version, or `undefined` for the refusal of one. */
const versionOf = (serving: string | GraphError) => (typeof serving === 'string' ? serving : undefined);

/** A call with the socket that it came on. */
interface SocketCall extends Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** As it was called, without the query. */
  readonly path: string;
}

/** A call whose fate is decided. */
interface Concluded {
  readonly call: SocketCall;
  readonly outcome: Outcome;
  readonly wantsDebug: boolean;
}

export function createGraphCalls(deps: GraphCallsDeps): (request: IncomingMessage, response: ServerResponse) => void {
  const { clock, random, recorder, world, faults, transfer, commit } = deps;
  const route = createRouter(operations, world.kindOf);
  const expired = world.of(expiredVersions);
  let expiredRevision = expired.revision;
  let versions = versionsAt(world.now());
  const render = createRender(world, random);
  const strike = createStriker(faults, world);
  const numberOf = createConnectionNumbers();
  const one = withMultiGet(createPerform({ ...deps, strike }), route);
  const perform = withBatches({ perform: one, route, render, now: recorder.now });

  function versionsAt(now: number) {
    expiredRevision = expired.revision;
    return createVersionPolicy(
      now,
      expired.all().map(({ id }) => id),
    );
  }

  function receive(request: IncomingMessage, response: ServerResponse): void {
    if (isPreflight(request)) return answerPreflight(request, response);
    const receivedAt = recorder.now();
    const [path = '/', query = ''] = splitTarget(request.url ?? '/');
    const { method, routed } = meantBy(request.method ?? 'GET', path);
    const now = world.now();
    if (now >= versions.holdsUntil || expired.revision !== expiredRevision) versions = versionsAt(now);
    const serving = versions.serving(routed.version, routed.path);
    const call: SocketCall = {
      request,
      response,
      path,
      method,
      routed,
      receivedAt,
      servedBy: versionOf(serving) ?? 'v26.0',
      header: (name) => readHeader(request, name),
      address: () => addressOf(request, path),
      remoteAddress: () => request.socket.remoteAddress ?? '',
      connection: numberOf(request.socket),
      replacedBy: routed.version === undefined || serving === routed.version ? undefined : versionOf(serving),
      refusal: typeof serving === 'string' ? undefined : serving,
    };
    const contentType = call.header('content-type');
    if (transfer.isMine(routed, contentType)) return serveFiles(call, query);
    readBody(request, (body) => serve(call, body, contentType, query));
  }

  /** `HEAD` is a `GET` whose body Node leaves out, unless an operation answers it itself. */
  function meantBy(method: string, path: string): { method: string; routed: Routed } {
    const routed = route(method, path);
    return method === 'HEAD' && !routed.operation ? { method: 'GET', routed: route('GET', path) } : { method, routed };
  }

  function serve(call: SocketCall, body: ReadBody, contentType: string | undefined, query: string): void {
    if ('problem' in body)
      return body.problem === 'too-large'
        ? perform({ ...call, refusal: call.refusal ?? tooLarge() }, NOTHING, (outcome) => conclude(call, outcome))
        : record(call, refusal(graphError(100)), 'lost');
    const parameters = parseParameters(body.text, contentType, query);
    const meant = overridden(call, parameters);
    perform(meant, { parameters, files: {} }, (outcome) => {
      if (meant.method === 'DELETE') transfer.settle({ parameters, files: {} }, outcome);
      conclude(meant, outcome, parameters.debug === 'all');
    });
  }

  /** The same for a call whose body is a file, or a form that may hold some. */
  function serveFiles(received: SocketCall, query: string): void {
    const call = struckEarly(received, query);
    if (call.strikes?.decisive?.moment === 'arrival')
      return perform(call, { parameters: parseQuery(query), files: {} }, (outcome) => conclude(call, outcome));
    const { request, routed } = call;
    const contentType = call.header('content-type') ?? '';
    transfer.receive(request, { routed, contentType, query: parseQuery(query) }, (content) => {
      if (content === 'cut-off') return record(call, refusal(graphError(100)), 'lost');
      if ('refusal' in content) return conclude(call, refusal(content.refusal));
      const meant = overridden(call, content.parameters);
      const settle = (outcome: Outcome) => {
        transfer.settle(content, outcome);
        conclude(meant, outcome, content.parameters.debug === 'all');
      };
      perform(meant, content, settle);
    });
  }

  /** What faults do to an upload is asked before it comes: they may break it off in the middle. */
  function struckEarly(call: SocketCall, query: string): SocketCall {
    const { operation } = call.routed;
    const isUpload = operation !== undefined && operation.facts === undefined;
    return isUpload && faults.strikesCalls() ? { ...call, strikes: strike(call, parseQuery(query)) } : call;
  }

  /** `POST …?method=delete`: the method that the call means, where a client can only post. */
  function overridden(call: SocketCall, { method, _method = method }: Parameters): SocketCall {
    const meant = typeof _method === 'string' && call.method === 'POST' ? _method.toUpperCase() : '';
    if (meant !== 'GET' && meant !== 'DELETE') return call;
    return { ...call, method: meant, routed: route(meant, call.path) };
  }

  const atTurnEnd = createTurnEnd(answer);

  function conclude(call: SocketCall, outcome: Outcome, wantsDebug = false): void {
    atTurnEnd({ call, outcome, wantsDebug });
  }

  /** Writes the answer, unless it is to be lost or the caller has gone. */
  function answer({ call, outcome, wantsDebug }: Concluded): void {
    const { request, response } = call;
    commit?.();
    if (response.destroyed || response.writableEnded || request.socket.destroyed) return record(call, outcome, 'lost');
    if (outcome.ending) return spoil(call, outcome, outcome.ending);
    if (isDownload(call.routed.operation)) return sendFile(call, outcome);
    const { status, headers, text } = render(call, outcome.answer, wantsDebug);
    // Before the first byte leaves: whatever the caller does upon it comes later in the history, on a busy machine too.
    record(call, outcome, 'delivered');
    response.writeHead(status, headers);
    response.end(text, 'latin1');
  }

  /** The answer goes out as a fault has made it, or not at all. */
  function spoil(call: SocketCall, outcome: Outcome, ending: Spoiling): void {
    const { request, response } = call;
    const { status, bytes } = outcome.answer;
    if (bytes && (ending.kind === 'dribble' || ending.kind === 'truncate'))
      return sendFile(call, outcome, { clock, ending, hangUp: () => hangUp(clock, request) });
    const rendered = status === 0 || bytes ? undefined : render(call, outcome.answer);
    // Of garbage the caller has a status, if nothing else.
    const told =
      ending.kind === 'garbage' ? { ...outcome, answer: { ...outcome.answer, status: ending.status } } : outcome;
    const done = (fate: GraphCall['answer']) => record(call, told, fate);
    spoilAnswer({ clock, request, response, rendered, done }, ending);
  }

  function sendFile(call: SocketCall, outcome: Outcome, spoilt?: SpoiltDownload): void {
    const { text } = render(call, outcome.answer);
    void transfer
      .send(call, outcome.answer, text, spoilt)
      .then((isWhole) => record(call, outcome, isWhole ? 'delivered' : 'lost'));
  }

  function record(call: Call, outcome: Outcome, fate: GraphCall['answer']): void {
    for (const part of outcome.parts ?? [])
      recordCall(recorder, part.call, part.outcome, part.outcome.ending ? 'lost' : fate);
    recordCall(recorder, call, outcome, fate);
  }

  return receive;
}

function splitTarget(target: string): [path: string, query: string] {
  const at = target.indexOf('?');
  return at === -1 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** The address that the caller used: what it must call for another page. */
const addressOf = (request: IncomingMessage, path: string): string =>
  `${'encrypted' in request.socket ? 'https' : 'http'}://${request.headers.host ?? '127.0.0.1'}${path}`;
