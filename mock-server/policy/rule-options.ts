/** How strict a mock begins: as production, with other figures, or without rules. */
import { ALL_NUMBERS, type RuleFigures, ruleSettings } from '../world/rule-settings.js';
import type { World } from '../world/world.js';
import { ruleNames } from './rule-names.js';

export interface RuleOptions {
  /** In place of production's. */
  readonly figures?: Partial<RuleFigures>;
  /** Names of rules that are switched off; `all`: every one. Default: none. */
  readonly off?: readonly string[] | 'all';
}

/** A fresh world has these settings, also after a reset. */
export function applyRules(world: World, { figures = {}, off = [] }: RuleOptions): void {
  world.of(ruleSettings).putForGood({ id: ALL_NUMBERS, figures, off: off === 'all' ? ruleNames : off });
}
