/** Meta's rules over sends, in the order in which they are asked; the first that objects counts. */
import type { GraphError } from '../errors/graph-error.js';
import { isRuleOn } from '../world/rule-settings.js';
import { hearIn } from '../world/threads.js';
import type { World } from '../world/world.js';
import { accountState } from './account-state.js';
import { experiment } from './experiment.js';
import { marketingCap } from './marketing-cap.js';
import { marketingOptOut } from './marketing-opt-out.js';
import { messagingLimit } from './messaging-limit.js';
import { pairRate } from './pair-rate.js';
import type { Heard, Send, SendRule } from './send-rule.js';
import { serviceWindow } from './service-window.js';
import { spam } from './spam.js';
import { templatePacing } from './template-pacing.js';
import { throughput } from './throughput.js';
import { throughputUpgrade } from './throughput-upgrade.js';
import { userBlock } from './user-block.js';

export const sendRules: readonly SendRule[] = [
  accountState,
  throughputUpgrade,
  throughput,
  pairRate,
  userBlock,
  serviceWindow,
  marketingOptOut,
  experiment,
  spam,
  messagingLimit,
  marketingCap,
  templatePacing,
];

const judging = sendRules.filter(({ refuse, fail, hold }) => refuse ?? fail ?? hold);
const counting = sendRules.filter(({ count }) => count);

export interface SendVerdict {
  readonly refusal?: GraphError;
  readonly failure?: GraphError;
  /** Accepted, and held back. */
  readonly isHeld?: boolean;
}

const PASSED: SendVerdict = {};
const HELD: SendVerdict = { isHeld: true };

const named = (error: GraphError, rule: SendRule): GraphError =>
  error.rule === rule.name ? error : { ...error, rule: rule.name };

/** Judges a send and counts it unless it is refused. @param failure known already: it fails for a reason of its own. */
export function judgeSend(send: Send, world: World, failure?: GraphError): SendVerdict {
  const { off } = world.rules.of(send.from.id);
  let later = failure;
  let isHeld = false;
  for (const rule of judging) {
    if (off.has(rule.name)) continue;
    const refusal = rule.refuse?.(send, world);
    if (refusal) return { refusal: named(refusal, rule) };
    if (later) continue;
    const objection = rule.fail?.(send, world);
    later = objection && named(objection, rule);
    if (!later && rule.hold?.(send, world)) isHeld = true;
  }
  for (const rule of counting) if (!off.has(rule.name)) rule.count?.(send, world, later);
  if (later) return { failure: later };
  return isHeld ? HELD : PASSED;
}

/** Tells every rule that a user wrote. */
export function hearUser(heard: Heard, world: World): void {
  hearIn(world, heard.number.id, heard.user, heard.at, heard.referral);
  for (const rule of sendRules) if (isRuleOn(world, heard.number.id, rule.name)) rule.hear?.(heard, world);
}
