/** How the world is kept, exported and described. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const stateRules: readonly Rule[] = [
  {
    behaviour: '`--state FILE` keeps the world: whatever was acknowledged is there after `kill -9`',
    source: 'ours',
    tests: ['test/cli/state.test.ts', 'test/unit/mock-server/state/keep-world.test.ts'],
  },
  {
    behaviour: 'The whole world is exported as JSON, secrets only on demand, and loaded again, all of it or nothing',
    source: 'ours',
    tests: ['test/conformance/world-export.test.ts'],
  },
  {
    behaviour:
      '`waproof.yml` describes businesses, apps, accounts, numbers, tokens, templates, users, catalogues and limits',
    source: 'ours',
    tests: ['test/unit/harness/described-world.test.ts'],
  },
  {
    behaviour:
      'Businesses are isolated: objects of another business are unknown (100/33), templates belong to their account, webhooks go to the apps of the account only',
    source: 'documented; the refusal observed',
    tests: ['test/conformance/isolation.test.ts'],
  },
];
