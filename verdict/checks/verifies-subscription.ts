/**
 * Does the GET handshake give the challenge back for the right verify token, and for no other? An endpoint that echoes
 * any challenge lets anyone subscribe it. Whether a wrong token is refused with 403 or otherwise does not matter.
 */
import { z } from 'zod';
import type { Observed } from '../../core/observations.js';
import type { Check } from '../check.js';
import { isSuccess } from '../evidence/inbound.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, instant } from '../wording.js';

type Handshake = Observed<'handshake.answered'>;

const parameters = z.strictObject({});
type Parameters = z.infer<typeof parameters>;

const FALSE_TOKENS = ['wrong-token', 'missing-token'] as const;

export const verifiesSubscription: Check<Parameters> = {
  name: 'verifies-subscription',
  summary: 'the GET handshake answers the challenge for the right token only',
  area: 'security',
  parameters,
  judge({ handshakes }) {
    const answered = handshakes.filter((handshake) => handshake.status !== undefined);
    const right = answered.filter(({ probe }) => probe === 'right-token');
    const fooled = answered.filter((handshake) => handshake.probe !== 'right-token' && isVerified(handshake));
    const figure = `right token ${right.some(isVerified) ? 'verified' : 'not verified'}, ${fooled.length} of ${answered.length - right.length} others verified`;
    if (fooled.length > 0) {
      return failed(
        figure,
        'The handshake was verified without the right token. Compare hub.verify_token with your own before giving hub.challenge back, and answer 403 otherwise.',
        fooled.map(findingOf),
      );
    }
    if (right.length > 0 && !right.some(isVerified)) {
      return failed(
        figure,
        'The handshake with the right token was not verified. Answer GET with status 200 and exactly the value of hub.challenge as the body.',
        right.map(findingOf),
      );
    }
    const missing = ['right-token', ...FALSE_TOKENS].filter((probe) => !answered.some((one) => one.probe === probe));
    if (missing.length > 0) {
      return undecided(figure, `No handshake of this kind was answered: ${missing.join(', ')}.`);
    }
    return passed(figure, 'The challenge is given back for the right token only.');
  },
};

/** As Meta sees it: success, and exactly the challenge. */
const isVerified = ({ status, echoed }: Handshake) => isSuccess(status) && echoed;

function findingOf(handshake: Handshake): Finding {
  const { id, at, probe, status, echoed } = handshake;
  return {
    sentence: `handshake with ${probe.replace('-', ' ')} at ${instant(at)} was answered ${status ?? 'not at all'} ${echoed ? 'with the challenge' : 'without the challenge'} ${cite([id])}`,
    evidence: [id],
  };
}
