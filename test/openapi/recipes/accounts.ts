/** Valid requests about the account: templates, webhooks, people, schedules and what partners share. */
import type { Graph } from '../graph.js';
import {
  APP,
  addPreverifiedNumber,
  BUSINESS,
  CLIENT_BUSINESS,
  createMobilityIntent,
  createSolution,
  createTemplate,
  PARTNER_APP,
  USER,
  verifyPreverifiedNumber,
  WABA,
} from '../objects.js';
import type { Recipes } from '../recipe.js';

const SCHEDULE = {
  name: 'Business hours',
  schedule_type: 'BUSINESS_HOURS',
  start_time: '09:00',
  end_time: '17:00',
  timezone: 'America/New_York',
  days_of_week: ['MONDAY', 'FRIDAY'],
};

const TEMPLATE = {
  name: 'conformance',
  language: 'en_US',
  category: 'MARKETING',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Fall Sale' },
    { type: 'BODY', text: 'Hi {{1}}, it is {{2}} off!', example: { body_text: [['Ann', '25%']] } },
    { type: 'FOOTER', text: 'Tap to stop' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Stop' }] },
  ],
};

const assignUser = async (graph: Graph): Promise<void> => {
  await graph.must('POST', `/${WABA}/assigned_users`, {
    contentType: 'application/x-www-form-urlencoded',
    body: { user: USER, tasks: ['MANAGE'] },
  });
};

/** A solution whose partner has accepted. */
const activeSolution = async (graph: Graph): Promise<string> => {
  const id = await createSolution(graph);
  await graph.must('POST', `/${id}/accept`, { body: { partner_app_id: PARTNER_APP } });
  return id;
};

/** One that is asked to end. */
const endingSolution = async (graph: Graph): Promise<string> => {
  const id = await activeSolution(graph);
  await graph.must('POST', `/${id}/send_deactivation_request`, { body: { reason: 'no longer needed' } });
  return id;
};

export const accounts: Recipes = {
  'POST /{WABA-ID}/message_templates': () => ({
    body: TEMPLATE,
    alsoRequired: ['name', 'language', 'category', 'components'],
  }),
  'GET /{WABA-ID}/message_templates': async (graph) => {
    await createTemplate(graph, TEMPLATE);
    return { query: { name: 'conformance' } };
  },
  'GET /{TEMPLATE_ID}': async (graph) => ({ ids: { TEMPLATE_ID: await createTemplate(graph, TEMPLATE) } }),
  'POST /{TEMPLATE_ID}': async (graph) => ({
    ids: { TEMPLATE_ID: await createTemplate(graph, TEMPLATE) },
    body: { category: 'MARKETING', components: [{ type: 'BODY', text: 'All is half price today.' }] },
  }),
  'DELETE /{WABA-ID}/message_templates': async (graph) => {
    await createTemplate(graph);
    return { query: { name: 'conformance' }, alsoRequired: ['name'] };
  },
  'GET /{WABA-ID}/subscribed_apps': async (graph) => {
    await graph.must('POST', `/${WABA}/subscribed_apps`);
    return {};
  },
  'POST /{WABA-ID}/subscribed_apps': () => ({ body: {} }),
  'DELETE /{WABA-ID}/subscribed_apps': async (graph) => {
    await graph.must('POST', `/${WABA}/subscribed_apps`);
    return {};
  },
  'GET /{WABA-ID}/schedules': async (graph) => {
    await graph.must('POST', `/${WABA}/schedules`, { body: SCHEDULE });
    return {};
  },
  'POST /{WABA-ID}/schedules': () => ({ body: SCHEDULE }),
  'GET /{WABA-ID}/activities': async (graph) => {
    await createTemplate(graph);
    return {};
  },
  'GET /{WhatsApp-Business-Account-ID}/assigned_users': async (graph) => {
    await assignUser(graph);
    return { query: { business: BUSINESS } };
  },
  'POST /{WhatsApp-Business-Account-ID}/assigned_users': () => ({
    body: { user: USER, tasks: ['MANAGE', 'VIEW_INSIGHTS'] },
  }),
  'DELETE /{WhatsApp-Business-Account-ID}/assigned_users': async (graph) => {
    await assignUser(graph);
    return { body: { user: USER } };
  },
  'GET /{User-ID}/assigned_whatsapp_business_accounts': async (graph) => {
    await assignUser(graph);
    return {};
  },
  'GET /{WABA-ID}/in_progress_onbehalf_request': async (graph) => {
    await createMobilityIntent(graph);
    return {};
  },
  'POST /{Business-ID}/add_phone_numbers': () => ({ body: { phone_number: '+15550109001' } }),
  'GET /{Business-ID}/preverified_numbers': async (graph) => {
    await addPreverifiedNumber(graph);
    return {};
  },
  'POST /{Business-ID}/share_preverified_numbers': async (graph) => ({
    body: {
      preverified_id: await verifyPreverifiedNumber(graph),
      partner_business_id: CLIENT_BUSINESS,
    },
  }),
  'GET /{Pre-Verified-Phone-Number-ID}/partners': async (graph) => {
    const id = await verifyPreverifiedNumber(graph);
    await graph.must('POST', `/${BUSINESS}/share_preverified_numbers`, {
      body: { preverified_id: id, partner_business_id: CLIENT_BUSINESS },
    });
    return { ids: { 'Pre-Verified-Phone-Number-ID': id } };
  },
  'POST /{Business-ID}/onboard_partners_to_mm_lite': async (graph) => ({
    query: { solution_id: await createSolution(graph) },
  }),
  'POST /{Application-ID}/whatsapp_business_solution': () => ({
    body: {
      owner_permissions: ['MESSAGING'],
      partner_permissions: [],
      partner_app_id: PARTNER_APP,
      solution_name: 'Conformance',
    },
  }),
  'GET /{Application-ID}/whatsapp_business_solutions': async (graph) => {
    await createSolution(graph);
    return { ids: { 'Application-ID': APP }, query: { role: 'OWNER' } };
  },
  'GET /{WABA-ID}/solutions': async (graph) => {
    await activeSolution(graph);
    return {};
  },
  'POST /{Solution-ID}/accept': () => ({ body: { partner_app_id: PARTNER_APP } }),
  'POST /{Solution-ID}/reject': () => ({
    body: { request_type: 'PARTNERSHIP_REQUEST', partner_app_id: PARTNER_APP },
  }),
  'GET /{Solution-ID}/access_token': async (graph) => ({
    ids: { 'Solution-ID': await activeSolution(graph) },
    query: { business_id: BUSINESS },
  }),
  'POST /{Solution-ID}/send_deactivation_request': async (graph) => ({
    ids: { 'Solution-ID': await activeSolution(graph) },
  }),
  'POST /{Solution-ID}/accept_deactivation_request': async (graph) => ({
    ids: { 'Solution-ID': await endingSolution(graph) },
    body: {},
  }),
  'POST /{Solution-ID}/reject_deactivation_request': async (graph) => ({
    ids: { 'Solution-ID': await endingSolution(graph) },
  }),
  'POST /{WABA-ID}/obo_mobility_intent': async (graph) => ({
    body: { solution_id: await createSolution(graph), intent_type: 'INITIATE_TRANSFER' },
  }),
  'POST /{WABA-ID}/set_obo_mobility_intent': async (graph) => ({
    body: { waba_id: WABA, solution_id: await createSolution(graph), app_id: APP },
  }),
  'POST /{WABA-ID}/set_solution_migration_intent': async (graph) => ({
    body: { solution_id: await createSolution(graph), migration_intent: 'INITIATE_MIGRATION' },
  }),
};
