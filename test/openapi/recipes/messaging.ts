/** Valid requests of the messaging edges: messages of every kind that the file shows, media, blocks, calls, QR codes. */
import type { Graph } from '../graph.js';
import { CUSTOMER, createQrCode, createTemplate, deliverText, NUMBER, picture, receiveText } from '../objects.js';
import type { Recipes } from '../recipe.js';
import { messageVariants } from './message-variants.js';

const block = (graph: Graph) =>
  graph.must('POST', `/${NUMBER}/block_users`, {
    body: { messaging_product: 'whatsapp', block_users: [{ user: CUSTOMER }] },
  });

/** Only who wrote lately can be blocked. */
const blockBody = async (graph: Graph) => {
  await receiveText(graph);
  return { messaging_product: 'whatsapp', block_users: [{ user: CUSTOMER }] };
};

/** Calls are enabled, and the customer may be called. */
async function allowCalls(graph: Graph): Promise<void> {
  await graph.must('POST', `/${NUMBER}/settings`, { body: { calling: { status: 'enabled' } } });
  await graph.control('POST', `/users/${CUSTOMER}/call_permission`, { response: 'accept' });
}

export const messaging: Recipes = {
  'POST /{Phone-Number-ID}/messages': async (graph, shown) => ({
    body: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: CUSTOMER,
      type: 'text',
      text: { body: 'hello', preview_url: false },
    },
    variants: await messageVariants(graph, shown),
  }),
  'POST /{Phone-Number-ID}/marketing_messages': async (graph) => {
    await createTemplate(graph, { category: 'MARKETING' });
    return {
      body: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: CUSTOMER,
        type: 'template',
        template: { name: 'conformance', language: { policy: 'deterministic', code: 'en_US' } },
      },
    };
  },
  'POST /{Phone-Number-ID}/media': () => ({
    contentType: 'multipart/form-data',
    body: { messaging_product: 'whatsapp', type: 'image/png', file: picture() },
    alsoRequired: ['messaging_product', 'file'],
  }),
  'GET /{Media-ID}': () => ({ query: { phone_number_id: NUMBER } }),
  'DELETE /{Media-ID}': () => ({ query: { phone_number_id: NUMBER } }),
  'GET /{Phone-Number-ID}/block_users': async (graph) => {
    await blockBody(graph);
    await block(graph);
    return {};
  },
  'POST /{Phone-Number-ID}/block_users': async (graph) => ({
    body: await blockBody(graph),
    alsoRequired: ['messaging_product', 'block_users'],
  }),
  'DELETE /{Phone-Number-ID}/block_users': async (graph) => {
    const body = await blockBody(graph);
    await block(graph);
    return { body, alsoRequired: ['messaging_product', 'block_users'] };
  },
  'GET /{Phone-Number-ID}/call_permissions': () => ({ query: { user_wa_id: CUSTOMER } }),
  'POST /{Phone-Number-ID}/calls': async (graph) => {
    await allowCalls(graph);
    return {
      body: {
        messaging_product: 'whatsapp',
        to: CUSTOMER,
        action: 'connect',
        session: { sdp_type: 'offer', sdp: 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n' },
      },
    };
  },
  'GET /{Phone-Number-ID}/message_qrdls': async (graph) => {
    await createQrCode(graph);
    return {};
  },
  'POST /{Phone-Number-ID}/message_qrdls': async (graph) => ({
    body: { prefilled_message: 'I would like to know more.', generate_qr_image: 'PNG' },
    variants: { update: { code: await createQrCode(graph), prefilled_message: 'What is new?' } },
  }),
  'GET /{Phone-Number-ID}/message_history': async (graph) => {
    const message = await deliverText(graph);
    return { query: { message_id: message } };
  },
};
