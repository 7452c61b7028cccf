/** Observations in plain words, for people who have never seen a history. Exhaustive over the vocabulary. */
import { formatDuration } from '../../../core/durations.js';
import type { Wamid } from '../../../core/ids.js';
import type { GraphCall, Observation, WebhookAnswered, WebhookSent } from '../../../core/observations.js';
import { isolate } from './html.js';

/** The end of a wamid is what differs. */
const short = (id: Wamid) => (id.length <= 24 ? id : `wamid.…${id.slice(-12)}`);
const phone = (digits: string) => `+${digits}`;
const quote = (text: string | undefined) => (text ? `: “${isolate(text)}”` : '');

function contentWords(sent: WebhookSent): string {
  if (sent.carries === 'event') return `an event of the field ${sent.field}`;
  const message = short(sent.message);
  return `${sent.carries === 'status' ? `status “${sent.status}” of ${message}` : message}, user ${phone(sent.user)}`;
}

function deliveryWords(sent: WebhookSent): string {
  const notes = [
    sent.duplicateOf !== undefined && `a duplicate of delivery ${sent.duplicateOf}`,
    sent.attempt > 1 && `attempt ${sent.attempt}`,
    sent.signature !== 'valid' && `forged: signature ${sent.signature}`,
  ].filter((note) => note !== false);
  return `delivery ${sent.delivery} posted: ${contentWords(sent)}${notes.length ? ` (${notes.join(', ')})` : ''}`;
}

function answerWords({ delivery, attempt, status, problem, ms }: WebhookAnswered): string {
  const which = `delivery ${delivery}${attempt > 1 ? `, attempt ${attempt},` : ''}`;
  if (problem === 'lost') return `${which} was lost on the way`;
  if (status === undefined) return `${which} was not answered within ${formatDuration(ms)}: ${problem ?? 'no answer'}`;
  return `${which} was answered with ${status} after ${formatDuration(ms)}`;
}

function outcomeWords(call: GraphCall): string {
  const { error, status, answer, effect, injected, faults } = call;
  // Latency never decides an answer, it only delays it.
  const culprits = faults.filter((id) => !id.startsWith('graph.latency#'));
  const by = injected && culprits.length > 0 ? ` (injected by ${culprits.join(', ')})` : '';
  if (answer === 'lost') return effect ? `took effect, but the answer was lost${by}` : `no effect, answer lost${by}`;
  if (error) return `refused with HTTP ${status}, ${error.code} ${error.title}${by}`;
  if (!call.simulated) return `HTTP ${status}: waproof does not simulate this yet`;
  return status < 300 ? 'accepted' : `HTTP ${status}${by}`;
}

function callWords(call: GraphCall): string {
  const answers = call.answers ? ` in answer to ${short(call.answers)}` : '';
  const wait = call.retryAfterMs === undefined ? '' : `, Retry-After ${formatDuration(call.retryAfterMs)}`;
  const what =
    call.action === 'send'
      ? `send ${call.type ?? ''} to ${call.to ? phone(call.to) : 'nobody'}${answers}`
      : call.action === 'mark-read'
        ? `mark ${call.answers ? short(call.answers) : 'a message'} as read`
        : call.route;
  return `${what.replace('  ', ' ')}: ${outcomeWords(call)}${wait}${quote(call.text)}`;
}

/** One line without the time and the id. */
export function inWords(observation: Observation): string {
  switch (observation.kind) {
    case 'subject.started':
      return `the integration was started: ${observation.command} (process ${observation.pid})`;
    case 'subject.ready':
      return `the integration was ready after ${formatDuration(observation.afterMs)}`;
    case 'subject.exited': {
      const how = observation.signal ? `by ${observation.signal}` : `with code ${observation.code}`;
      if (observation.fault !== undefined) return `the integration was ended ${how}: ${observation.fault}`;
      return `the integration exited ${how}${observation.expected ? ', as it was asked to' : ', unasked'}`;
    }
    case 'handshake.answered': {
      const answer =
        observation.status === undefined ? (observation.problem ?? 'no answer') : `HTTP ${observation.status}`;
      return `handshake with ${observation.probe.replace('-', ' ')}: ${answer}, challenge ${observation.echoed ? '' : 'not '}echoed`;
    }
    case 'phase.started':
      return `phase “${observation.name}” began`;
    case 'phase.ended':
      return `phase “${observation.name}” ended`;
    case 'user.wrote':
      return `${phone(observation.user)} (${isolate(observation.name)}) wrote ${short(observation.message)}${quote(observation.text)}`;
    case 'webhook.sent':
      return deliveryWords(observation);
    case 'webhook.answered':
      return answerWords(observation);
    case 'webhook.given-up':
      return `delivery ${observation.delivery} was given up after ${observation.attempts} attempts: ${observation.reason}`;
    case 'graph.call':
      return callWords(observation);
    case 'status.reached':
      return `${short(observation.message)} to ${phone(observation.user)} is ${observation.status}`;
    case 'arrival.dropped':
      return `a user due at ${formatDuration(observation.due)} could not be played: ${observation.reason}`;
    case 'limit.reached':
      return `limit reached: ${observation.limit} = ${observation.value}, ${observation.detail}`;
    case 'fault.fired':
      return `${observation.fault} struck: ${observation.what}`;
    case 'token.changed':
      return observation.change === 'expired' ? 'the access token expired' : 'a new access token was issued';
    case 'campaign.triggered': {
      const { attempt, template, recipients, status, problem } = observation;
      const answer = status === undefined ? (problem ?? 'no answer') : `HTTP ${status}`;
      return `the integration was told${attempt > 1 ? ` again (${attempt})` : ''} to send ${template} to ${recipients} users: ${answer}`;
    }
    case 'clock.advanced':
      return `the platform's time was moved forward by ${formatDuration(observation.byMs)}`;
    case 'clock.changed':
      return `the platform's time ${observation.paused ? 'was paused' : `goes at ${observation.rate} times the speed`}`;
    case 'harness.sample':
      return `waproof itself: loop lag ${formatDuration(observation.loopLagMs)}, arrivals late by ${formatDuration(observation.latenessMs)}`;
    case 'run.ended':
      return `the run ended${observation.cutShort ? ` early: ${observation.cutShort}` : ''}, ${observation.settled ? 'nothing' : 'something still'} pending`;
    default:
      return observation satisfies never;
  }
}
