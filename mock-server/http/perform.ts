/**
 * The middle of a call's life: authenticate, decide, disturb, apply. What the call means is the operations' business;
 * here is only the order of things, which is what faults bend. Knows nothing of sockets: a batch passes here as well.
 */
import type { Clock } from '../../core/clock.js';
import type { WaId } from '../../core/ids.js';
import type { Recorder } from '../../core/recorder.js';
import { graphError } from '../errors/graph-error.js';
import { stringifyForGraph } from '../errors/json-escapes.js';
import { type FaultBoard, type GraphStrikes, UNDISTURBED } from '../faults/board.js';
import type { Ending } from '../faults/fault.js';
import { decide } from '../graph/decide.js';
import { renderSendAnswer } from '../graph/messages/answer.js';
import type { CallFacts, Decision, Effect, SendEffect } from '../graph/operation.js';
import { createAdmission } from '../policy/admission.js';
import { type Charge, createCallBudgets } from '../policy/call-budgets.js';
import type { Need } from '../policy/permissions.js';
import { priceOf } from '../policy/pricing.js';
import { judgeSend } from '../policy/send-rules.js';
import { holdMessage } from '../policy/template-pacing.js';
import { isRefused } from '../policy/tokens.js';
import type { Events } from '../webhooks/events.js';
import type { LivingMessage, MessageLife } from '../webhooks/message-life.js';
import type { VerifyCallback } from '../webhooks/verify-callback.js';
import { numbers } from '../world/accounts.js';
import type { AccessToken } from '../world/tokens.js';
import { noteAddressed } from '../world/user-names.js';
import type { World } from '../world/world.js';
import { type Answer, type Call, type Content, type Outcome, refused } from './call.js';
import { earlyFacts, type Strike } from './strike-call.js';
import { waitUntil } from './wait-until.js';

export interface PerformDeps {
  readonly clock: Clock;
  readonly world: World;
  readonly faults: Pick<FaultBoard, 'strikesCalls'>;
  readonly strike: Strike;
  readonly life: MessageLife;
  readonly verifyCallback: VerifyCallback;
  readonly events: Pick<Events, 'flush'>;
  /** Its time is that of `receivedAt`. */
  readonly recorder: Pick<Recorder, 'now'>;
}

interface Applied {
  readonly effect: Effect;
  /** It changes something. */
  readonly changes: boolean;
  readonly strikes: GraphStrikes;
}

/** Calls `done` once: at once, unless a fault delays it or the effect has to ask somebody. */
export type Perform = (call: Call, content: Content, done: (outcome: Outcome) => void) => void;

const withCharge = (outcome: Outcome, charge: Charge): Outcome => ({
  ...outcome,
  answer: { ...outcome.answer, charge },
});

/** Delays struck, but the answer was the caller's own doing. */
const delayOnly = ({ delayMs, delayedBy }: GraphStrikes): GraphStrikes => ({ delayMs, delayedBy });

/** Nothing was accepted, so that nothing becomes of it. */
const withoutFate = ({ delayMs, delayedBy, decisive }: GraphStrikes): GraphStrikes => ({
  delayMs,
  delayedBy,
  ...(decisive && { decisive }),
});

/** The end of a call that had no effect. */
const unanswered = (ending: Ending): Pick<Outcome, 'answer' | 'ending'> =>
  ending.kind === 'error' ? { answer: refused(ending.error) } : { answer: { status: 0, effect: false }, ending };

function firstOf(ids: Readonly<Record<string, string>>): string {
  for (const name in ids) return ids[name] ?? '';
  return '';
}

export function createPerform(deps: PerformDeps): Perform {
  const { clock, world, faults, strike, life, verifyCallback, events, recorder } = deps;
  const admission = createAdmission(world);
  const charge = createCallBudgets(world);
  const allNumbers = world.of(numbers);

  /** The token that a call is made with, or why the call is not let in; `undefined`: it needs none. */
  function admit({ header, routed: { path }, remoteAddress }: Call, parameters: Content['parameters'], needs: Need) {
    const visitor = { authorization: header('authorization'), parameters, path, address: remoteAddress };
    return needs === 'none' ? admission.refuseVisitor(visitor) : admission.identify(visitor);
  }

  function refusePermission({ method, routed: { path, ids } }: Call, caller: AccessToken, needs: Need) {
    return admission.refusePermission({ caller, needs, method, path, objectId: firstOf(ids) });
  }

  function perform(call: Call, content: Content, done: (outcome: Outcome) => void): void {
    const { parameters, files } = content;
    const { operation, refusal: refusedPath, phoneNumberId, ids } = call.routed;
    const needs = operation?.needs ?? 'whatsapp_business_management';
    const strikes = call.strikes ?? (faults.strikesCalls() ? strike(call, parameters) : UNDISTURBED);
    if (strikes.decisive?.moment === 'arrival')
      return endOnArrival(call, content, { strikes, ending: strikes.decisive.ending }, done);
    if (call.refusal) return done({ answer: refused(call.refusal), strikes: UNDISTURBED });
    const admitted = admit(call, parameters, needs);
    const stranger = admitted !== undefined && isRefused(admitted) ? admitted : undefined;
    const caller = admitted === undefined || isRefused(admitted) ? undefined : admitted;
    const refusal = stranger ?? refusedPath ?? (caller && refusePermission(call, caller, needs));
    if (refusal || !operation)
      return done({
        answer: refused(refusal ?? graphError(2500)),
        strikes: UNDISTURBED,
        facts: stranger ? undefined : earlyFacts(call, parameters),
      });
    const spent = charge({ route: operation.route, caller, objectId: firstOf(ids) });
    const tell = spent ? (outcome: Outcome) => done(withCharge(outcome, spent)) : done;
    if (spent?.refusal)
      return tell({ answer: refused(spent.refusal), strikes: UNDISTURBED, facts: earlyFacts(call, parameters) });
    const { header, address } = call;
    const request = { phoneNumberId, ids, parameters, files, caller, header, address };
    const decision = decide(operation, request, world);
    if (strikes.delayMs > 0) delay(call, strikes, () => settleDecision(call, decision, strikes, tell));
    else settleDecision(call, decision, strikes, tell);
  }

  /** Delays count from the arrival: what was spent on the call until now is part of them. */
  function delay({ receivedAt }: Call, { delayMs }: GraphStrikes, action: () => void): void {
    waitUntil(clock, () => receivedAt + delayMs - recorder.now(), action);
  }

  /**
   * Struck before it was looked at: whatever was wrong with the call, nobody learns it. The history says of it what it would
   * have said, so that it can be told which calls belong together.
   */
  function endOnArrival(
    call: Call,
    { parameters, files }: Content,
    { strikes, ending }: { strikes: GraphStrikes; ending: Ending },
    done: (outcome: Outcome) => void,
  ): void {
    const { routed, header, address } = call;
    const { operation, phoneNumberId, ids } = routed;
    const request = { phoneNumberId, ids, parameters, files, caller: undefined, header, address };
    const early = earlyFacts(call, parameters);
    const known = operation && early.action === 'send' ? decide(operation, request, world).facts : early;
    const facts = known.action === early.action ? known : early;
    const outcome = { ...unanswered(ending), strikes: withoutFate(strikes), facts };
    if (strikes.delayMs > 0) delay(call, strikes, () => done(outcome));
    else done(outcome);
  }

  /** What the caller did wrong by itself comes first: a fault must not hide it. */
  function settleDecision(
    call: Call,
    decision: Decision,
    strikes: GraphStrikes,
    done: (outcome: Outcome) => void,
  ): void {
    const { facts } = decision;
    const { decisive } = strikes;
    if ('refusal' in decision) return done({ answer: refused(decision.refusal), strikes: delayOnly(strikes), facts });
    if (decisive?.moment === 'before-effect')
      return done({ ...unanswered(decisive.ending), strikes: withoutFate(strikes), facts });
    apply({ effect: decision.effect, changes: call.method !== 'GET', strikes }, (answer) => {
      events.flush();
      if (answer.error) return done({ answer, strikes: delayOnly(strikes), facts });
      if (!strikes.early) return done(endAfterEffect(answer, strikes, facts));
      // Its status has gone out by now, and is to be there first.
      clock.schedule(strikes.early.holdMs, () => done(endAfterEffect(answer, strikes, facts)));
    });
  }

  /** What was done is answered, unless a fault has it otherwise. */
  function endAfterEffect(answer: Answer, strikes: GraphStrikes, facts: CallFacts): Outcome {
    const ending = strikes.decisive?.ending;
    if (ending?.kind !== 'error') return { answer, ...(ending && { ending }), strikes, facts };
    // It was done, and the caller is told that it failed.
    const { message, effect, keeps } = answer;
    return {
      answer: { ...refused(ending.error), message, effect, ...(keeps !== undefined && { keeps }) },
      strikes,
      facts,
    };
  }

  function applySend(effect: SendEffect, strikes: GraphStrikes, then: (answer: Answer) => void): void {
    const { phoneNumberId, to, type, callbackData, group, template, category } = effect;
    const from = allNumbers.get(phoneNumberId);
    const at = world.now();
    const send = from && { from, to, type, template, category, group, at };
    const verdict = send ? judgeSend(send, world, effect.failure ?? strikes.failure?.error) : {};
    if (verdict.refusal) return then(refused(verdict.refusal));
    const { failure } = verdict;
    const pricing = send && !failure ? priceOf(send, world) : undefined;
    const isByUserId = effect.userId !== undefined;
    if (!isByUserId && group === undefined) noteAddressed(world, phoneNumberId, to);
    const message = world.receiveMessage(to);
    const entry = world.messages.add({ message, phoneNumberId, to, type, template, callbackData, sentAt: at });
    world.tallies.count('sent', effect, at);
    effect.also?.();
    const templateId = effect.templateId?.();
    if (verdict.isHeld && template && !effect.isLost)
      holdMessage(world, {
        id: message,
        templateId: template.id,
        phoneNumberId,
        to,
        isByUserId,
        type,
        callbackData,
        group,
        entry,
        pricing,
      });
    else if (!effect.isLost)
      life.begin({
        phoneNumberId,
        message,
        user: to,
        isByUserId,
        type,
        callbackData,
        group,
        entry,
        failure,
        templateId,
        pricing,
        failedBy: strikes.failure?.fault,
        early: strikes.early && earlyStatus(strikes.early, to),
      });
    const text = renderSendAnswer(effect, message, verdict.isHeld);
    return then({ status: 200, message, text: effect.seal?.(text) ?? text, effect: true });
  }

  /** The status that comes before the answer, and whose it is. */
  function earlyStatus({ fault, isForeign }: NonNullable<GraphStrikes['early']>, to: WaId): LivingMessage['early'] {
    return { fault, foreign: isForeign ? world.receiveMessage(to) : undefined };
  }

  function apply({ effect, changes, strikes }: Applied, then: (answer: Answer) => void): void {
    switch (effect.kind) {
      case 'send':
        return applySend(effect, strikes, then);
      case 'reply': {
        const done = effect.apply();
        const { failure } = effect;
        if (failure) return then({ ...refused({ ...failure, beside: done }), effect: changes });
        return then({ status: 200, text: stringifyForGraph(done), effect: changes });
      }
      case 'mark-read':
        return then({ status: 200, text: '{"success":true}', effect: true });
      case 'keep-file':
        return then({ status: 200, text: stringifyForGraph(effect.apply()), effect: true, keeps: effect.blob });
      case 'bytes':
        return then({ status: 200, bytes: effect, effect: false });
      case 'verify-callback':
        return void verifyCallback(effect.url, effect.verifyToken).then((refusal) => {
          const problem = refusal ?? effect.recheck?.();
          then(problem ? refused(problem) : { status: 200, text: stringifyForGraph(effect.apply()), effect: true });
        });
      default:
        return effect satisfies never;
    }
  }

  return perform;
}
