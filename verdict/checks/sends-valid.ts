/**
 * Is any call refused for its own fault: a malformed payload, a missing or dead token, a wrong id? Injected errors, calls
 * that waproof does not simulate, and calls caused by a forged delivery are not the subject's mistakes here. Neither are
 * refusals that concern the recipient or the account instead of the call, nor those that a fault of the platform brought
 * about: what to do about an expired token or a template that was taken away is for other checks.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import { codesBroughtAbout } from '../evidence/brought-about.js';
import { type Call, errorName } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(10).describe('fewest calls to judge'),
});
type Parameters = z.infer<typeof parameters>;

/** Meta's table: the account is restricted, or the user cannot or does not want to be reached. The call may be well-formed. */
const NOT_ABOUT_THE_CALL = new Set([
  368, 130403, 130472, 130497, 131026, 131030, 131031, 131035, 131037, 131042, 131045, 131047, 131048, 131049, 131050,
  133010,
]);

export const sendsValid: Check<Parameters> = {
  name: 'sends-valid',
  summary: 'no call is refused for its own fault',
  area: 'conformance',
  parameters,
  judge(evidence, { minimum }) {
    const forged = new Set<string>(evidence.forged.map(({ sent }) => sent.message));
    const calls = evidence.calls.filter((call) => call.simulated && !concernsForgery(call, forged, evidence));
    const excused = codesBroughtAbout(evidence.incidents);
    const invalid = calls.filter((call) => isOwnFault(call) && !excused.has(call.error?.code ?? 0));
    const figure = `${invalid.length} of ${count(calls.length, 'call')}`;
    if (calls.length < minimum) {
      return undecided(figure, `Only ${count(calls.length, 'call')} can be judged; ${minimum} are needed.`);
    }
    if (invalid.length === 0) return passed(figure, 'No call was refused for its own fault.');
    return failed(
      figure,
      `${count(invalid.length, 'call')} of ${calls.length} ${invalid.length === 1 ? 'was' : 'were'} refused for their own fault: ${kindsOf(invalid)}. Correct the request; Meta's error_data.details names what is wrong.`,
      invalid.map(findingOf),
    );
  },
};

function concernsForgery(call: Call, forged: ReadonlySet<string>, { decoys, byMessage }: Evidence): boolean {
  if (call.to !== undefined && decoys.has(call.to)) return true;
  return call.answers !== undefined && forged.has(call.answers) && !byMessage.has(call.answers);
}

function isOwnFault(call: Call): boolean {
  // A lost answer belongs to a caller that went away, perhaps in the middle of its own request.
  if (call.injected || call.answer === 'lost' || call.status < 400 || call.status >= 500 || !call.error) return false;
  const { retry, code } = call.error;
  return (retry === 'never' || retry === 'after-fix') && !NOT_ABOUT_THE_CALL.has(code);
}

/** `131009 Parameter value is not valid (3)`, the most frequent first. */
function kindsOf(invalid: readonly Call[]): string {
  const times = new Map<string, number>();
  for (const call of invalid) times.set(errorName(call), (times.get(errorName(call)) ?? 0) + 1);
  const sorted = [...times].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'en'));
  return sorted.map(([name, number]) => `${name} (${number})`).join(', ');
}

function findingOf(call: Call): Finding {
  const to = call.to === undefined ? '' : ` to ${phone(call.to)}`;
  const what = call.action === 'send' ? `a ${call.type ?? 'message'}${to}` : `${call.action} ${call.route}`;
  return {
    sentence: `${what} at ${instant(call.receivedAt)} was refused with HTTP ${call.status}, ${errorName(call)} ${cite([call.id])}`,
    evidence: [call.id],
  };
}
