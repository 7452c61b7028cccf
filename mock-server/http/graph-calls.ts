/**
 * The life of a Graph call, from top to bottom: receive, authenticate, decide, disturb, apply, answer, record.
 * What the call means is the operations' business; here is only the order of things, which is what faults bend.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.js';
import { phoneNumberId } from '../../core/ids.js';
import type { GraphCall } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import type { Recorder } from '../../core/recorder.js';
import { renderEnvelope } from '../errors/envelope.js';
import { type GraphError, graphError, notSimulated, observedError } from '../errors/graph-error.js';
import { stringifyForGraph } from '../errors/json-escapes.js';
import { type FaultBoard, type GraphStrikes, UNDISTURBED } from '../faults/board.js';
import { renderSendAnswer } from '../graph/messages/messages.js';
import type { CallFacts, Decision, Effect, GraphRequest, Operation } from '../graph/operation.js';
import { operations } from '../graph/operations.js';
import { createRouter, type Routed } from '../graph/router.js';
import { refuseToken } from '../policy/tokens.js';
import { createVersionPolicy } from '../policy/versions.js';
import type { MessageLife } from '../webhooks/message-life.js';
import { decodeWamid } from '../world/wamid.js';
import type { World } from '../world/world.js';
import { createTraceIds, errorHeaders, idleUsage, successHeaders } from './headers.js';
import { LONGEST_BODY_BYTES, parseParameters, type ReadBody, readBody, readHeader } from './read-body.js';

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

/** The call as it is known while it is served; its observation grows from this. */
interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly routed: Routed;
  readonly receivedAt: number;
  readonly servedBy: string;
}

interface Answer {
  readonly status: number;
  readonly error?: GraphError;
  readonly message?: GraphCall['message'];
  /** What a success says. */
  readonly text?: string;
  readonly effect: boolean;
}

export function createGraphCalls(deps: GraphCallsDeps): (request: IncomingMessage, response: ServerResponse) => void {
  const { clock, random, recorder, world, faults, life } = deps;
  const route = createRouter(operations, world.kindOf);
  const versions = createVersionPolicy(clock.wallTime());
  const ids = createTraceIds(random);
  const usage = idleUsage(world.credentials.wabaId);

  function receive(request: IncomingMessage, response: ServerResponse): void {
    const receivedAt = recorder.now();
    const [path = '/', query = ''] = splitTarget(request.url ?? '/');
    const routed = route(request.method ?? 'GET', path);
    const serving = versions.serving(routed.version, routed.path);
    const call: Call = {
      request,
      response,
      routed,
      receivedAt,
      servedBy: typeof serving === 'string' ? serving : 'v26.0',
    };
    readBody(request, (body) => {
      if (typeof serving !== 'string') return conclude(call, refused(serving), UNDISTURBED);
      serve(call, body, query);
    });
  }

  function serve(call: Call, body: ReadBody, query: string): void {
    if ('problem' in body)
      return body.problem === 'too-large'
        ? conclude(call, refused(tooLarge()), UNDISTURBED)
        : record(call, refused(graphError(100)), UNDISTURBED, 'lost');
    const parameters = parseParameters(body.text, readHeader(call.request, 'content-type'), query);
    const token = { authorization: readHeader(call.request, 'authorization'), parameter: parameters.access_token };
    const refusal = refuseToken(token, world.credentials) ?? call.routed.refusal;
    const { operation, phoneNumberId: number, ids: named } = call.routed;
    if (refusal || !operation) return conclude(call, refused(refusal ?? graphError(2500)), UNDISTURBED);

    const decision = decide(operation, {
      phoneNumberId: number,
      ids: named,
      parameters,
      address: () => addressOf(call),
    });
    const strikes = faults.strikeCall(decision.facts, chanceKey(decision.facts));
    if (strikes.delayMs > 0) clock.schedule(strikes.delayMs, () => settle(call, decision, strikes));
    else settle(call, decision, strikes);
  }

  /** Whatever a body holds, it must not take the mock down: nested deeply enough, it breaks every walk over it. */
  function decide(operation: Operation, request: GraphRequest): Decision {
    try {
      return operation.decide(request, world);
    } catch (error) {
      return { refusal: notSimulated(`this call (${String(error)})`), facts: { action: 'other' } };
    }
  }

  /** The same for the same call in every run of a seed: the user it concerns, and the how-manieth it is. */
  function chanceKey({ action, to, answers }: CallFacts): string {
    const id = action === 'mark-read' && answers ? decodeWamid(answers)?.user : to;
    if (!id) return action;
    const user = world.user(id);
    return `${action}/${id}/${action === 'send' ? ++user.sends : ++user.marks}`;
  }

  /** What the caller did wrong by itself comes first: a fault must not hide it. */
  function settle(call: Call, decision: Decision, strikes: GraphStrikes): void {
    const { facts } = decision;
    const { decisive } = strikes;
    if ('refusal' in decision) return conclude(call, refused(decision.refusal), delayOnly(strikes), facts);
    if (decisive?.kind === 'refuse') return conclude(call, refused(decisive.error), strikes, facts);
    if (decisive?.kind === 'cut') {
      call.request.socket.resetAndDestroy();
      return record(call, { status: 0, effect: false }, strikes, 'lost', facts);
    }
    const answer = apply(decision.effect, call.request.method !== 'GET');
    if (decisive?.kind !== 'lose') return conclude(call, answer, strikes, facts);
    if (decisive.how === 'reset') call.request.socket.resetAndDestroy();
    else
      call.response.once(
        'close',
        clock.schedule(LONGEST_SILENCE_MS, () => call.response.destroy()),
      );
    record(call, answer, strikes, 'lost', facts);
  }

  function apply(effect: Effect, changes: boolean): Answer {
    switch (effect.kind) {
      case 'send': {
        const { to, type, callbackData } = effect;
        const message = world.receiveMessage(to);
        life.begin({ message, user: to, type, callbackData });
        return { status: 200, message, text: renderSendAnswer(effect, message), effect: true };
      }
      case 'reply':
        return { status: 200, text: stringifyForGraph(effect.apply()), effect: changes };
      case 'mark-read':
        return { status: 200, text: '{"success":true}', effect: true };
      default:
        return effect satisfies never;
    }
  }

  /** Writes the answer, unless the caller has gone. */
  function conclude(call: Call, answer: Answer, strikes: GraphStrikes, facts?: CallFacts): void {
    const { response } = call;
    if (response.destroyed || response.writableEnded) return record(call, answer, strikes, 'lost', facts);
    const requestId = ids.request();
    const identity = { version: call.servedBy, requestId, ids, usage };
    const { error } = answer;
    const text = error ? renderEnvelope(error, requestId) : (answer.text ?? '');
    const headers = error ? errorHeaders(identity, error, text.length) : successHeaders(identity, text.length);
    response.writeHead(answer.status, headers);
    response.end(text, 'latin1');
    record(call, answer, strikes, 'delivered', facts);
  }

  function record(
    call: Call,
    answer: Answer,
    strikes: GraphStrikes,
    fate: GraphCall['answer'],
    facts?: CallFacts,
  ): void {
    const { routed, request, receivedAt } = call;
    const { error, message, status, effect } = answer;
    const isUnknown = fate === 'lost' || (error !== undefined && !error.definite);
    // One literal of a fixed shape, undefined members and all: they cost nothing here and are not written to the file.
    recorder.record({
      kind: 'graph.call',
      receivedAt,
      method: request.method ?? 'GET',
      route: routed.route,
      action: facts?.action ?? 'other',
      version: routed.version,
      phoneNumberId: routed.phoneNumberId === '' ? undefined : phoneNumberId(routed.phoneNumberId),
      to: facts?.to,
      type: facts?.type,
      answers: facts?.answers,
      callbackData: facts?.callbackData,
      digest: facts?.digest,
      text: facts?.text,
      message,
      status,
      error: error && observedError(error),
      retryAfterMs: error?.retryAfterSeconds === undefined ? undefined : error.retryAfterSeconds * 1_000,
      faults: strikes.decisive ? [...strikes.delayedBy, strikes.decisive.fault] : [...strikes.delayedBy],
      injected: strikes.decisive !== undefined,
      answer: fate,
      effect,
      outcome: isUnknown ? 'unknown' : error ? 'refused' : 'accepted',
      simulated: error?.simulated ?? true,
    });
  }

  return receive;
}

const refused = (error: GraphError): Answer => ({ status: error.status, error, effect: false });

/** Delays struck, but the answer was the caller's own doing. */
const delayOnly = ({ delayMs, delayedBy }: GraphStrikes): GraphStrikes => ({ delayMs, delayedBy });

function splitTarget(target: string): [path: string, query: string] {
  const at = target.indexOf('?');
  return at === -1 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** The address that the caller used: what it must call for another page. */
function addressOf({ request, routed }: Call): string {
  const version = routed.version === undefined ? '' : `/${routed.version}`;
  return `http://${request.headers.host ?? '127.0.0.1'}${version}${routed.path}`;
}
