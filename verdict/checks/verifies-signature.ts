/**
 * Are forged deliveries (signature missing, made with another secret, or of another body) refused and without effect?
 * What counts is the effect: a call that answers or marks the forged message, or writes to the decoy that "sent" it, also
 * if the call was refused. A forged status can have no visible effect and is only counted as refused or not. And are
 * genuine deliveries let in? A check over other bytes than were sent refuses them as well, and then it is switched off.
 */
import { z } from 'zod';
import type { Signature } from '../../core/observations.js';
import type { Check, Judgement } from '../check.js';
import type { Call } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { type Delivery, isSuccess, isTakenForForged } from '../evidence/inbound.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, short } from '../wording.js';

const parameters = z.strictObject({});
type Parameters = z.infer<typeof parameters>;

const KINDS: readonly Signature[] = ['missing', 'wrong-secret', 'tampered-body'];

export const verifiesSignature: Check<Parameters> = {
  name: 'verifies-signature',
  summary: 'deliveries with a missing or wrong signature are refused and have no effect, genuine ones are let in',
  area: 'security',
  parameters,
  judge(evidence) {
    const answered = evidence.forged.filter((delivery) => delivery.answered?.status !== undefined);
    const acted = actedOn(evidence);
    const kinds = [...new Set(acted.map(({ delivery }) => delivery.sent.signature))];
    const figure = `${acted.length} of ${count(evidence.forged.length, 'forged delivery')} had an effect`;
    if (acted.length > 0) {
      return failed(
        figure,
        `The subject acted on forged deliveries (${kinds.join(', ')}). Compute HMAC-SHA256 of the raw body with the app secret, compare it in constant time with X-Hub-Signature-256, and refuse what does not match, or has no signature, before parsing.`,
        acted.map(findingOf),
      );
    }
    const refused = evidence.deliveries.filter(isTakenForForged);
    if (refused.length >= FEWEST_REFUSED) return refusesGenuine(refused, evidence.deliveries.length);
    const tried = KINDS.filter((kind) => answered.some(({ sent }) => sent.signature === kind));
    if (tried.length < KINDS.length) {
      const missing = KINDS.filter((kind) => !tried.includes(kind));
      return undecided(figure, `No forged delivery of this kind was answered: ${missing.join(', ')}.`);
    }
    if (!evidence.deliveries.some((delivery) => isSuccess(delivery.answered?.status))) {
      return undecided(figure, 'Genuine deliveries were not accepted either, so that a refusal shows nothing.');
    }
    const welcomed = answered.filter(({ answered: answer }) => isSuccess(answer?.status));
    if (welcomed.length === 0) return passed(figure, `All ${answered.length} forged deliveries were refused.`);
    if (!evidence.normals.answers) {
      return undecided(
        figure,
        `${welcomed.length} forged deliveries were answered 2xx, and genuine messages have no visible effect either.`,
      );
    }
    return passed(
      figure,
      `${welcomed.length} of ${answered.length} forged deliveries were answered 2xx but had no effect; answering 401 would be clearer.`,
    );
  },
};

/** So many are no slip of something between us and the subject. */
const FEWEST_REFUSED = 3;

function refusesGenuine(refused: readonly Delivery[], all: number): Judgement {
  return failed(
    `${refused.length} of ${count(all, 'genuine delivery')} refused as forged`,
    'The subject refused genuine deliveries (401, 403): it checks the signature with another secret, or over other bytes than were sent. Compute HMAC-SHA256 of the raw body as it came; JSON that was parsed and written again has other bytes, because Meta escapes `/`, `@`, `<` and everything beyond ASCII.',
    refused.map(refusedFinding),
  );
}

function refusedFinding({ sent, answered }: Delivery): Finding {
  const evidence = [sent.id, ...(answered ? [answered.id] : [])];
  return {
    sentence: `${sent.carries === 'status' ? 'the status of' : 'inbound'} ${short(sent.message)}, signed rightly, was delivered at ${instant(sent.at)} and answered ${answered?.status} ${cite(evidence)}`,
    evidence,
  };
}

interface Acted {
  readonly delivery: Delivery;
  readonly calls: readonly Call[];
}

function actedOn({ forged, calls, decoys, byMessage }: Evidence): Acted[] {
  const callsByTarget = new Map<string, Call[]>();
  for (const call of calls) {
    const target = call.answers !== undefined && !byMessage.has(call.answers) ? call.answers : call.to;
    if (target === undefined) continue;
    const list = callsByTarget.get(target);
    if (list) list.push(call);
    else callsByTarget.set(target, [call]);
  }
  return forged.flatMap((delivery) => {
    const { sent } = delivery;
    if (sent.carries !== 'message' || byMessage.has(sent.message)) return [];
    const named = callsByTarget.get(sent.message) ?? [];
    const written = decoys.has(sent.user) ? (callsByTarget.get(sent.user) ?? []) : [];
    const caused = [...named, ...written].filter((call) => call.receivedAt >= sent.at);
    return caused.length > 0 ? [{ delivery, calls: caused }] : [];
  });
}

function findingOf({ delivery, calls }: Acted): Finding {
  const { sent, answered } = delivery;
  const evidence = [sent.id, ...(answered ? [answered.id] : []), ...calls.map((call) => call.id)];
  const first = calls.find((call) => call.action === 'send') ?? calls[0];
  const what = first?.action === 'mark-read' ? 'marked it as read' : 'answered it';
  return {
    sentence: `forged message ${short(sent.message)} of decoy ${phone(sent.user)} (signature: ${sent.signature}) was delivered at ${instant(sent.at)}, and the subject ${what} at ${instant(first?.receivedAt ?? sent.at)} ${cite(evidence)}`,
    evidence,
  };
}
