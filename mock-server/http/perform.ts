/**
 * The middle of a call's life: authenticate, decide, disturb, apply. What the call means is the operations' business;
 * here is only the order of things, which is what faults bend. Knows nothing of sockets: a batch passes here as well.
 */
import type { Clock } from '../../core/clock.js';
import { graphError } from '../errors/graph-error.js';
import { stringifyForGraph } from '../errors/json-escapes.js';
import { type FaultBoard, type GraphStrikes, UNDISTURBED } from '../faults/board.js';
import { decide, factsOf } from '../graph/decide.js';
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
import type { MessageLife } from '../webhooks/message-life.js';
import type { VerifyCallback } from '../webhooks/verify-callback.js';
import { numbers } from '../world/accounts.js';
import type { AccessToken } from '../world/tokens.js';
import { noteAddressed } from '../world/user-names.js';
import { decodeWamid } from '../world/wamid.js';
import type { World } from '../world/world.js';
import { type Answer, type Call, type Content, type Outcome, refused } from './call.js';

export interface PerformDeps {
  readonly clock: Clock;
  readonly world: World;
  readonly faults: FaultBoard;
  readonly life: MessageLife;
  readonly verifyCallback: VerifyCallback;
  readonly events: Pick<Events, 'flush'>;
}

/** Calls `done` once: at once, unless a fault delays it or the effect has to ask somebody. */
export type Perform = (call: Call, content: Content, done: (outcome: Outcome) => void) => void;

const withCharge = (outcome: Outcome, charge: Charge): Outcome => ({
  ...outcome,
  answer: { ...outcome.answer, charge },
});

/** Delays struck, but the answer was the caller's own doing. */
const delayOnly = ({ delayMs, delayedBy }: GraphStrikes): GraphStrikes => ({ delayMs, delayedBy });

function firstOf(ids: Readonly<Record<string, string>>): string {
  for (const name in ids) return ids[name] ?? '';
  return '';
}

export function createPerform({ clock, world, faults, life, verifyCallback, events }: PerformDeps): Perform {
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
    const { operation, refusal: refusedPath, factsOf: meant, phoneNumberId, ids } = call.routed;
    const needs = operation?.needs ?? 'whatsapp_business_management';
    const admitted = admit(call, parameters, needs);
    const stranger = admitted !== undefined && isRefused(admitted) ? admitted : undefined;
    const caller = admitted === undefined || isRefused(admitted) ? undefined : admitted;
    const refusal = stranger ?? refusedPath ?? (caller && refusePermission(call, caller, needs));
    if (refusal || !operation)
      return done({
        answer: refused(refusal ?? graphError(2500)),
        ending: 'answer',
        strikes: UNDISTURBED,
        facts: stranger ? undefined : factsOf(meant ?? operation?.facts, parameters),
      });
    const spent = charge({ route: operation.route, caller, objectId: firstOf(ids) });
    const tell = spent ? (outcome: Outcome) => done(withCharge(outcome, spent)) : done;
    if (spent?.refusal)
      return tell({
        answer: refused(spent.refusal),
        ending: 'answer',
        strikes: UNDISTURBED,
        facts: factsOf(meant ?? operation.facts, parameters),
      });
    const { header, address } = call;
    const request = { phoneNumberId, ids, parameters, files, caller, header, address };
    const decision = decide(operation, request, world);
    const strikes = faults.strikeCall(decision.facts, chanceKey(decision.facts));
    if (strikes.delayMs > 0) clock.schedule(strikes.delayMs, () => settleDecision(call, decision, strikes, tell));
    else settleDecision(call, decision, strikes, tell);
  }

  /** The same for the same call in every run of a seed: the user it concerns, and the how-manieth it is. */
  function chanceKey({ action, to, answers }: CallFacts): string {
    const id = action === 'mark-read' && answers ? decodeWamid(answers)?.user : to;
    if (!id) return action;
    const user = world.user(id);
    return `${action}/${id}/${action === 'send' ? ++user.sends : ++user.marks}`;
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
    if ('refusal' in decision)
      return done({ answer: refused(decision.refusal), ending: 'answer', strikes: delayOnly(strikes), facts });
    if (decisive?.kind === 'refuse') return done({ answer: refused(decisive.error), ending: 'answer', strikes, facts });
    if (decisive?.kind === 'cut') return done({ answer: { status: 0, effect: false }, ending: 'cut', strikes, facts });
    const ending = decisive?.kind === 'lose' ? (decisive.how === 'reset' ? 'cut' : 'silence') : 'answer';
    apply(decision.effect, call.method !== 'GET', (answer) => {
      events.flush();
      if (answer.error) done({ answer, ending: 'answer', strikes: delayOnly(strikes), facts });
      else done({ answer, ending, strikes, facts });
    });
  }

  function applySend(effect: SendEffect, then: (answer: Answer) => void): void {
    const { phoneNumberId, to, type, callbackData, group, template, category } = effect;
    const from = allNumbers.get(phoneNumberId);
    const at = world.now();
    const send = from && { from, to, type, template, category, group, at };
    const verdict = send ? judgeSend(send, world, effect.failure) : {};
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
      });
    const text = renderSendAnswer(effect, message, verdict.isHeld);
    return then({ status: 200, message, text: effect.seal?.(text) ?? text, effect: true });
  }

  function apply(effect: Effect, changes: boolean, then: (answer: Answer) => void): void {
    switch (effect.kind) {
      case 'send':
        return applySend(effect, then);
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
