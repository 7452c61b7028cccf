/**
 * A number's quality, from what users did in the last 7 days: GREEN, YELLOW, RED at weights of blocks and reports that
 * are assumed (Meta publishes none). Judged anew at every block and report, and each day while there are any. What
 * follows, since 7 October 2025: a limit does not rise any more. Before: a RED number's status is FLAGGED, and its limit
 * falls a step when it is RED for 7 days. The events of `phone_number_quality_update` that tell of RED are the older
 * ones, FLAGGED and UNFLAGGED; that they still come is assumed. Not modelled: mutes and archived threads.
 */
import { numbers, type PhoneNumber } from '../world/accounts.js';
import { weightOf } from '../world/number-feedback.js';
import { figureOf } from '../world/rule-settings.js';
import type { World } from '../world/world.js';
import { setLimit } from './limit-raise.js';
import { portfolioOfSender } from './send-rule.js';
import { stepBelow } from './tiers.js';

const DAY_MS = 86_400_000;
/** Messaging limits are the portfolio's from then on, and quality lowers none. */
const PORTFOLIO_LIMITS_FROM = Date.UTC(2025, 9, 7);

type Event = 'FLAGGED' | 'UNFLAGGED' | 'DOWNGRADE';

function tell(world: World, { id, wabaId, displayPhoneNumber, messagingLimit }: PhoneNumber, event: Event): void {
  world.outbox.push({
    field: 'phone_number_quality_update',
    wabaId,
    phoneNumberId: id,
    value: {
      display_phone_number: displayPhoneNumber.replace(/\D/g, ''),
      event,
      current_limit: messagingLimit,
      max_daily_conversations_per_business: messagingLimit,
    },
  });
}

function ratingOf(world: World, number: PhoneNumber, weight: number): PhoneNumber['qualityRating'] {
  if (weight >= figureOf(world, number.id, 'feedbackForRed')) return 'RED';
  if (weight >= figureOf(world, number.id, 'feedbackForYellow')) return 'YELLOW';
  return weight === 0 && number.qualityRating === 'UNKNOWN' ? 'UNKNOWN' : 'GREEN';
}

/** Before October 2025: flagged while RED, and a step down after a week of it. */
function judgeStatus(world: World, number: PhoneNumber, isRed: boolean, now: number): void {
  const all = world.of(numbers);
  if (isRed && number.status === 'CONNECTED') all.update(number.id, { status: 'FLAGGED', flaggedAt: now });
  if (number.status !== 'FLAGGED') return;
  const isOver = now - (number.flaggedAt ?? now) >= 7 * DAY_MS;
  if (!isRed) all.update(number.id, { status: 'CONNECTED' });
  else if (isOver) {
    all.update(number.id, { status: 'CONNECTED' });
    const below = stepBelow(number.messagingLimit);
    if (below) setLimit(world, portfolioOfSender({ from: number }, world), below);
    tell(world, { ...number, messagingLimit: below?.name ?? number.messagingLimit }, 'DOWNGRADE');
  }
}

/** Another rating, whatever the users did. */
export function rateNumber(world: World, id: string, qualityRating: PhoneNumber['qualityRating']): void {
  const number = world.of(numbers).get(id);
  if (!number || number.qualityRating === qualityRating) return;
  world.of(numbers).update(id, { qualityRating });
  const [was, is] = [number.qualityRating === 'RED', qualityRating === 'RED'];
  if (was !== is) tell(world, number, is ? 'FLAGGED' : 'UNFLAGGED');
}

/** Rates a number by what its users did, and comes back to it while they did anything. */
export function judgeQuality(world: World, id: string, now: number): void {
  const number = world.of(numbers).get(id);
  if (!number) return;
  const weight = weightOf(world, id, now);
  const qualityRating = ratingOf(world, number, weight);
  const [was, is] = [number.qualityRating === 'RED', qualityRating === 'RED'];
  if (qualityRating !== number.qualityRating) world.of(numbers).update(id, { qualityRating });
  if (was !== is) tell(world, number, is ? 'FLAGGED' : 'UNFLAGGED');
  if (now < PORTFOLIO_LIMITS_FROM || number.status === 'FLAGGED') judgeStatus(world, number, is, now);
  if (weight > 0) world.agenda.add({ chore: 'judge-quality', id, at: now + DAY_MS });
}
