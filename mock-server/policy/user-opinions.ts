/**
 * What users do about a business: they block its number or report it, and stop or resume its marketing messages. Blocks
 * and reports decide the number's quality.
 */
import type { WaId } from '../../core/ids.js';
import type { PhoneNumber } from '../world/accounts.js';
import { addFeedback, blockOf, numberBlocks } from '../world/number-feedback.js';
import { preferenceOf, userPreferences } from '../world/user-preferences.js';
import type { World } from '../world/world.js';
import { judgeQuality } from './number-quality.js';
import { portfolioOfSender } from './send-rule.js';

/** The user blocks the number; false: no more blocks fit. */
export function blockNumber(world: World, number: PhoneNumber, user: WaId): boolean {
  const all = world.of(numberBlocks);
  const id = blockOf(number.id, user);
  if (all.isFull() && !all.get(id)) return false;
  all.put({ id });
  addFeedback(world, number.id, { kind: 'block', user, at: world.now() });
  judgeQuality(world, number.id, world.now());
  return true;
}

/** What the block did to the quality stays for its week. */
export const unblockNumber = (world: World, number: PhoneNumber, user: WaId): boolean =>
  world.of(numberBlocks).remove(blockOf(number.id, user));

export function reportNumber(world: World, number: PhoneNumber, user: WaId): void {
  addFeedback(world, number.id, { kind: 'report', user, at: world.now() });
  judgeQuality(world, number.id, world.now());
}

/** A wish holds for the whole portfolio. False: no more wishes fit. */
export function preferMarketing(world: World, number: PhoneNumber, user: WaId, value: 'stop' | 'resume'): boolean {
  const all = world.of(userPreferences);
  const id = preferenceOf(portfolioOfSender({ from: number }, world), user);
  if (value === 'resume') all.remove(id);
  else if (all.isFull() && !all.get(id)) return false;
  else if (!all.get(id)) all.put({ id, stoppedAt: world.now() });
  return true;
}
