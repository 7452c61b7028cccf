/** Valid requests about groups. Customers join and ask to join through the control API. */
import type { Graph } from '../graph.js';
import { CUSTOMER, createGroup, NUMBER } from '../objects.js';
import type { Recipe, Recipes } from '../recipe.js';

const PRODUCT = { messaging_product: 'whatsapp' };

/** The customer opens the group's link. */
async function join(graph: Graph, group: string): Promise<void> {
  await graph.must('POST', `/${group}/invite_link`, { body: PRODUCT });
  await graph.control('POST', `/users/${CUSTOMER}/groups/${group}`);
}

/** A group in which a customer has asked to be taken in. */
async function askToJoin(graph: Graph): Promise<{ readonly group: string; readonly request: string }> {
  const group = await createGroup(graph, { join_approval_mode: 'approval_required' });
  await join(graph, group);
  const request = await graph.soon('the join request', async () => {
    const { data } = await graph.must('GET', `/${group}/join_requests`);
    return (data as { join_request_id: string }[])[0]?.join_request_id;
  });
  return { group, request };
}

const answerRequest: Recipe = async (graph) => {
  const { group, request } = await askToJoin(graph);
  return { ids: { group_id: group }, body: { ...PRODUCT, join_requests: [request] } };
};

export const groups: Recipes = {
  'POST /{Phone-Number-ID}/groups': () => ({
    body: { ...PRODUCT, subject: 'Conformance', description: 'A group', join_approval_mode: 'auto_approve' },
  }),
  'GET /{Phone-Number-ID}/groups': async (graph) => {
    await createGroup(graph);
    return { ids: { 'Phone-Number-ID': NUMBER } };
  },
  'POST /{group_id}': () => ({ contentType: 'application/json', body: { ...PRODUCT, subject: 'Renamed' } }),
  'POST /{group_id}/invite_link': () => ({ body: PRODUCT }),
  'DELETE /{group_id}/invite_link': () => ({ body: PRODUCT }),
  'GET /{group_id}/join_requests': async (graph) => ({ ids: { group_id: (await askToJoin(graph)).group } }),
  'POST /{group_id}/join_requests': answerRequest,
  'DELETE /{group_id}/join_requests': answerRequest,
  'POST /{group_id}/participants': () => ({ body: { ...PRODUCT, participants: [{ user: CUSTOMER }] } }),
  'DELETE /{group_id}/participants': async (graph) => {
    const group = await createGroup(graph, { join_approval_mode: 'auto_approve' });
    await join(graph, group);
    return { ids: { group_id: group }, body: { ...PRODUCT, participants: [{ user: CUSTOMER }] } };
  },
};
