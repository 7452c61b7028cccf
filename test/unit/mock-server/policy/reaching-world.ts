/** What rules about whom one may write to are asked with: sends of all kinds, with what becomes of them. */
import { waId } from '../../../../core/ids.js';
import { priceOf } from '../../../../mock-server/policy/pricing.js';
import type { Send } from '../../../../mock-server/policy/send-rule.js';
import { hearUser, judgeSend } from '../../../../mock-server/policy/send-rules.js';
import type { PlatformEvent } from '../../../../mock-server/world/outbox.js';
import type { Referral } from '../../../../mock-server/world/threads.js';
import { createRuledWorld, NUMBER, USER } from './ruled-world.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const templateOf = (category: string) => ({ id: '1', name: 'note', language: 'en_US', category });
export const UTILITY = { type: 'template', template: templateOf('UTILITY') } as const;
export const MARKETING = { type: 'template', template: templateOf('MARKETING') } as const;

type Parts = Partial<Omit<Send, 'from' | 'to'>> & { readonly number?: string; readonly to?: string };

export function createReachingWorld() {
  const ruled = createRuledWorld();
  const { world, numberOf } = ruled;
  // Rates are another matter.
  ruled.rule({}, ['throughput', 'pair-rate']);

  const sendOf = ({ number = NUMBER, to = USER, ...rest }: Parts): Send => ({
    from: numberOf(number),
    to: waId(to),
    type: 'text',
    at: world.now(),
    ...rest,
  });

  return {
    ...ruled,
    /** Sets figures; rates stay switched off. */
    set: (figures: Parameters<typeof ruled.rule>[0]) => ruled.rule(figures, ['throughput', 'pair-rate']),
    /** What becomes of a send: `ok`, `refused 368`, `failed 131047`. */
    fate(parts: Parts = {}): string {
      const { refusal, failure } = judgeSend(sendOf(parts), world);
      if (refusal) return `refused ${refusal.code}`;
      return failure ? `failed ${failure.code}` : 'ok';
    },
    /** The rule that objects. */
    objector(parts: Parts = {}): string | undefined {
      const { refusal, failure } = judgeSend(sendOf(parts), world);
      return (refusal ?? failure)?.rule;
    },
    /** What a send costs. */
    price: (parts: Parts = {}) => priceOf(sendOf(parts), world),
    wrote(user = USER, referral?: Referral) {
      hearUser({ number: numberOf(NUMBER), user: waId(user), type: 'text', referral, at: world.now() }, world);
    },
    /** What was told since the last time. */
    told: (): readonly PlatformEvent[] => world.outbox.drain(),
  };
}

export type ReachingWorld = ReturnType<typeof createReachingWorld>;
