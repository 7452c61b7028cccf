/** Rules of flows. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const flowRules: readonly Rule[] = [
  {
    behaviour: 'Life of a flow: draft, published for good, deprecated; only drafts are deleted (139001 to 139004)',
    source: 'documented; the form observed, messages assumed',
    tests: ['test/conformance/flows.test.ts'],
  },
  {
    behaviour:
      'Flow JSON is really validated: structure, screens, components, routing, data, actions, each mistake with line and column; a flow with mistakes is kept and cannot be published',
    source: 'documented; some codes assumed',
    tests: [
      'test/unit/mock-server/graph/flows/validate-flow-json.test.ts',
      'test/unit/mock-server/graph/flows/places.test.ts',
      'test/conformance/flows.test.ts',
    ],
  },
  {
    behaviour:
      'Not checked: types of bound data, what an endpoint answers, lengths of texts (clients cut them off), the expiry of old versions',
    source: 'not modelled',
    tests: ['test/unit/mock-server/graph/flows/validate-flow-json.test.ts'],
  },
  {
    behaviour:
      "Before publishing: a flow with an endpoint needs its address and the number's public key; health checks and webhooks are not asked for",
    source: 'documented; the latter not modelled',
    tests: ['test/conformance/flows.test.ts'],
  },
  {
    behaviour:
      'Copies, assets with a download address without a token, previews whose address lives 30 days and leads nowhere',
    source: 'documented; what a copy takes over assumed',
    tests: ['test/conformance/flows.test.ts'],
  },
  {
    behaviour: '`metric` is refused as for a young flow (139006): a mock never sees enough requests',
    source: 'documented',
    tests: ['test/conformance/flows.test.ts'],
  },
  {
    behaviour: 'Migration between accounts of a business, by name; what cannot be copied is reported',
    source: 'documented',
    tests: ['test/conformance/flows.test.ts'],
  },
  {
    behaviour:
      '`BLOCKED` and `THROTTLED` are set through the control API; messages and templates are then refused (132068, 132069)',
    source: 'documented; no webhook tells of it',
    tests: ['test/conformance/template-life.test.ts', 'test/conformance/messages-interactive-refused-rich.test.ts'],
  },
  {
    behaviour: 'What happens inside a flow when a user opens it',
    source: 'not modelled',
    tests: [],
  },
  {
    behaviour: 'Arbitrary JSON as a flow is judged and never breaks anything',
    source: '',
    tests: ['test/unit/mock-server/graph/flows/properties.test.ts'],
  },
];
