/** Rules of the resources beside messages and templates. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const resourceRules: readonly Rule[] = [
  {
    behaviour:
      'Batch: 50 entries at most, each a call of its own; a lost one is `null`; references by `{result=name:$.path}`',
    source: 'documented; words of refusals assumed; JSONPath only with names, indexes and `*`',
    tests: ['test/conformance/batch.test.ts'],
  },
  {
    behaviour: '`?ids=` reads several objects, also their edges; one that cannot be read refuses all',
    source: 'documented; the limit of 50 assumed',
    tests: ['test/conformance/batch.test.ts'],
  },
  {
    behaviour: 'Reads carry an ETag, the SHA-1 of the body, and are answered 304 to whoever has it',
    source: 'observed; 304 documented',
    tests: ['test/conformance/graph-manners.test.ts'],
  },
  {
    behaviour: '`method=delete` and `_method` on a POST; `debug=all` adds an empty `__debug__`',
    source: 'documented; what `__debug__` holds assumed',
    tests: ['test/conformance/graph-manners.test.ts'],
  },
  {
    behaviour:
      '`X-Ad-Api-Version-Warning` when a later version serves; no charset for clients that accept JSON by name',
    source: 'observed',
    tests: ['test/conformance/graph-manners.test.ts'],
  },
];
