/** Whatever is sent, the operations on flows decide: they never throw, and what they answer is an object. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../../core/random.js';
import { decide } from '../../../../../mock-server/graph/decide.js';
import { createFlow } from '../../../../../mock-server/graph/flows/create-flow.js';
import { getFlowJson, postFlowAssets } from '../../../../../mock-server/graph/flows/flow-assets.js';
import { migrateFlows } from '../../../../../mock-server/graph/flows/migrate-flows.js';
import { publishFlow } from '../../../../../mock-server/graph/flows/publish-flow.js';
import { getFlow, getFlows } from '../../../../../mock-server/graph/flows/read-flows.js';
import { updateFlow } from '../../../../../mock-server/graph/flows/update-flow.js';
import type { Operation } from '../../../../../mock-server/graph/operation.js';
import { createWorld, defaultCredentials } from '../../../../../mock-server/world/world.js';
import { soundFlow } from '../../../../conformance/flow-bodies.js';
import { makeRequest } from '../request.js';

/** Whatever turns it into a text or a number throws. */
const UNREADABLE = { toString: 0 };
const odd = fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 3 }), fc.constant(UNREADABLE));
const parameters = fc.record(
  {
    name: fc.oneof(odd, fc.constantFrom('Sign up', 'flow.json')),
    categories: fc.oneof(odd, fc.constant(['OTHER'])),
    asset_type: fc.oneof(odd, fc.constant('FLOW_JSON')),
    file: fc.oneof(odd, fc.json()),
    flow_json: fc.oneof(odd, fc.json(), fc.constant(JSON.stringify(soundFlow))),
    publish: fc.oneof(odd, fc.boolean()),
    clone_flow_id: fc.option(fc.oneof(odd, fc.constant('820000000000001')), { nil: undefined }),
    endpoint_uri: fc.option(odd, { nil: undefined }),
    application_id: fc.option(odd, { nil: undefined }),
    source_waba_id: fc.oneof(odd, fc.constant('200000000000001')),
    source_flow_names: odd,
    fields: fc.oneof(odd, fc.constant('preview.invalidate(true),health_status')),
    limit: odd,
  },
  { requiredKeys: [] },
);

test.each<[string, Operation]>([
  ['creating', createFlow],
  ['reading', getFlow],
  ['listing', getFlows],
  ['changing', updateFlow],
  ['uploading', postFlowAssets],
  ['downloading', getFlowJson],
  ['publishing', publishFlow],
  ['migrating', migrateFlows],
])('%s', (_, operation) => {
  fc.assert(
    fc.property(parameters, fc.string(), (given, fileName) => {
      const world = createWorld(defaultCredentials, createRandom(1));
      const wabaId = '200000000000001';
      const made = decide(
        createFlow,
        makeRequest({ name: 'first', categories: ['OTHER'] }, { ids: { 'waba-id': wabaId } }),
        world,
      );
      if ('effect' in made && made.effect.kind === 'reply') made.effect.apply();
      const ids = { 'waba-id': wabaId, 'flow-id': '820000000000001', 'file-name': fileName };
      const decision = decide(operation, makeRequest(given, { ids }), world);
      if ('refusal' in decision) expect(decision.refusal).toMatchObject({ status: 400, code: expect.any(Number) });
      else if (decision.effect.kind === 'reply') expect(decision.effect.apply()).toEqual(expect.any(Object));
    }),
    { numRuns: 200 },
  );
});
