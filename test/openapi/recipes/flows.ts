/** Valid requests about flows. */
import { file, type Graph } from '../graph.js';
import { createFlow, flowJson, WABA } from '../objects.js';
import type { Recipes } from '../recipe.js';

const publishedFlow = (graph: Graph) => createFlow(graph, { flow_json: flowJson, publish: true });

export const flows: Recipes = {
  'GET /{WABA-ID}/flows': async (graph) => {
    await createFlow(graph);
    return {};
  },
  'POST /{WABA-ID}/flows': () => ({
    body: { name: 'Conformance', categories: ['OTHER'] },
    alsoRequired: ['name', 'categories'],
  }),
  // The mock's business has one account: the flow cannot come over beside itself, and the answer says so.
  'POST /{WABA-ID}/migrate_flows': async (graph) => {
    await createFlow(graph);
    return {
      body: { source_waba_id: WABA, source_flow_names: ['Conformance'] },
      alsoRequired: ['source_waba_id'],
    };
  },
  'GET /{Flow-ID}': async (graph) => ({
    ids: { 'Flow-ID': await publishedFlow(graph) },
    // `metric` needs a name and a granularity.
    notAsked: ['metric'],
  }),
  'POST /{Flow-ID}': () => ({ body: { name: 'Renamed', categories: ['SURVEY'] } }),
  'GET /{Flow-ID}/assets': async (graph) => ({
    ids: { 'Flow-ID': await createFlow(graph, { flow_json: flowJson }) },
  }),
  'POST /{Flow-ID}/assets': () => ({
    body: { name: 'flow.json', asset_type: 'FLOW_JSON', file: file(flowJson, 'flow.json', 'application/json') },
    alsoRequired: ['name', 'asset_type', 'file'],
  }),
  'POST /{Flow-ID}/publish': async (graph) => ({
    ids: { 'Flow-ID': await createFlow(graph, { flow_json: flowJson }) },
  }),
  'POST /{Flow-ID}/deprecate': async (graph) => ({ ids: { 'Flow-ID': await publishedFlow(graph) } }),
};
