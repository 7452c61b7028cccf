/** A world on a virtual clock, with the sends and messages that the rules judge. */
import { waId } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import type { Send } from '../../../../mock-server/policy/send-rule.js';
import { hearUser, judgeSend } from '../../../../mock-server/policy/send-rules.js';
import { keepAgenda } from '../../../../mock-server/policy/upkeep.js';
import { numbers, type PhoneNumber } from '../../../../mock-server/world/accounts.js';
import { ALL_NUMBERS, type RuleFigures, ruleSettings } from '../../../../mock-server/world/rule-settings.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

export const NUMBER = defaultCredentials.phoneNumberId;
export const USER = '15557770001';

export function createRuledWorld() {
  const clock = createVirtualClock();
  const world = createWorld(defaultCredentials, createRandom(1), clock.wallTime);
  keepAgenda(clock, world);

  function numberOf(id: string): PhoneNumber {
    const number = world.of(numbers).get(id);
    if (!number) throw new Error(`no number ${id}`);
    return number;
  }

  return {
    clock,
    world,
    numberOf,
    /** Another number of the same account. */
    addNumber: () => world.of(numbers).add((id) => ({ ...numberOf(NUMBER), id })).id,
    change: (members: Partial<PhoneNumber>, id: string = NUMBER) => world.of(numbers).update(id, members),
    /** Sets figures and switches rules off; by default for all numbers. */
    rule(figures: Partial<RuleFigures>, off: readonly string[] = [], id: string = ALL_NUMBERS) {
      world.of(ruleSettings).put({ id, figures, off });
    },
    /** The code that a send is refused with; `undefined`: it was accepted. */
    send(parts: Partial<Omit<Send, 'from' | 'to'>> & { readonly number?: string; readonly to?: string } = {}) {
      const { number = NUMBER, to = USER, ...rest } = parts;
      const send = { from: numberOf(number), to: waId(to), type: 'text', at: world.now(), ...rest };
      return judgeSend(send, world).refusal?.code;
    },
    hear(user = USER, number: string = NUMBER) {
      hearUser({ number: numberOf(number), user: waId(user), type: 'text', at: world.now() }, world);
    },
  };
}

export type RuledWorld = ReturnType<typeof createRuledWorld>;

/** How many of so many attempts pass. */
export function passing(count: number, attempt: (index: number) => number | undefined): number {
  let passed = 0;
  for (let index = 0; index < count; index++) if (attempt(index) === undefined) passed++;
  return passed;
}

/** A different user for each index. */
export const user = (index: number): string => String(15_558_000_000 + index);
