/** Valid requests about one phone number: its way onto the Cloud API, its profile, settings and keys. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { sealJwe } from '../../../mock-server/graph/messages/jwe.js';
import type { Graph } from '../graph.js';
import { addNumber, BUSINESS, CUSTOMER, NUMBER } from '../objects.js';
import type { Recipes } from '../recipe.js';

/** Made once: it takes a tenth of a second. */
let publicKey: string | undefined;
const newKey = (): string => {
  publicKey ??= generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).publicKey;
  return publicKey;
};

/** As the file shows keys in JSON. */
const shownKey = (): string => Buffer.from(newKey()).toString('base64');

const setKey = (graph: Graph) =>
  graph.must('POST', `/${NUMBER}/whatsapp_business_encryption`, {
    contentType: 'multipart/form-data',
    body: { business_public_key: newKey() },
  });

const COMPLIANCE = {
  messaging_product: 'whatsapp',
  entity_name: 'Waproof Private Limited',
  entity_type: 'OTHER',
  entity_type_custom: 'Cooperative',
  is_registered: true,
  grievance_officer_details: { name: 'Ann', email: 'ann@shop.example', mobile_number: '+913854559033' },
  customer_care_details: { email: 'care@shop.example', mobile_number: '+913854559033' },
};

const PROFILE = {
  messaging_product: 'whatsapp',
  about: 'Open 9 to 17',
  address: '1 Market Street',
  description: 'Shoes',
  email: 'hello@shop.example',
  websites: ['https://shop.example/'],
  vertical: 'RETAIL',
};

const requestCode = (graph: Graph, id: string) =>
  graph.must('POST', `/${id}/request_code`, { body: { code_method: 'SMS', language: 'en_US' } });

const setAutomation = (graph: Graph) =>
  graph.must('POST', `/${NUMBER}/conversational_automation`, { body: { prompts: ['Where is my parcel?'] } });

export const numbers: Recipes = {
  'POST /{Phone-Number-ID}': () => ({ body: { pin: '123456' } }),
  'POST /{WABA-ID}/phone_numbers': () => ({
    body: { cc: '1', phone_number: '15550109002', verified_name: 'Conformance' },
  }),
  'POST /{Phone-Number-ID}/request_code': async (graph) => ({ ids: { 'Phone-Number-ID': await addNumber(graph) } }),
  'POST /{Phone-Number-ID}/verify_code': async (graph) => {
    const id = await addNumber(graph);
    await requestCode(graph, id);
    return { ids: { 'Phone-Number-ID': id }, body: { code: '123456' } };
  },
  'GET /{Phone-Number-ID}/whatsapp_business_encryption': async (graph) => {
    await setKey(graph);
    return {};
  },
  'POST /{Phone-Number-ID}/whatsapp_business_encryption': () => ({ body: { business_public_key: newKey() } }),
  'GET /{Phone-Number-ID}/whatsapp_business_profile': async (graph) => {
    await graph.must('POST', `/${NUMBER}/whatsapp_business_profile`, { body: PROFILE });
    return { query: { fields: 'about,address,description,email,websites,vertical' } };
  },
  'POST /{Phone-Number-ID}/whatsapp_business_profile': () => ({ body: PROFILE }),
  'POST /{WhatsApp-Business-Profile-ID}': () => ({ body: PROFILE }),
  'POST /{Phone-Number-ID}/whatsapp_commerce_settings': () => ({
    query: { is_cart_enabled: 'true', is_catalog_visible: 'true' },
  }),
  'POST /{Phone-Number-ID}/messages_encrypted': async (graph) => {
    const payload_encryption = { status: 'enabled', client_encryption_key: shownKey() };
    await graph.must('POST', `/${NUMBER}/settings`, { body: { payload_encryption } });
    const settings = (await graph.must('GET', `/${NUMBER}/settings`)) as {
      payload_encryption: { cloud_encryption_key: string };
    };
    const key = Buffer.from(settings.payload_encryption.cloud_encryption_key, 'base64').toString();
    const message = { messaging_product: 'whatsapp', to: CUSTOMER, type: 'text', text: { body: 'hello' } };
    const encrypted_contents = sealJwe(JSON.stringify(message), createPublicKey(key));
    return { body: { messaging_product: 'whatsapp', encrypted_contents } };
  },
  'GET /{Phone-Number-ID}/business_compliance_info': async (graph) => {
    await graph.must('POST', `/${NUMBER}/business_compliance_info`, { body: COMPLIANCE });
    return {};
  },
  'POST /{Phone-Number-ID}/business_compliance_info': () => ({ body: COMPLIANCE }),
  'GET /{WABA-Bot-ID}': async (graph) => {
    await setAutomation(graph);
    return {};
  },
  'POST /{Phone-Number-ID}/conversational_automation': () => ({
    body: {
      enable_welcome_message: false,
      prompts: ['Where is my parcel?'],
      commands: [{ command_name: 'help', command_description: 'Get help' }],
    },
  }),
  'POST /{Phone-Number-ID}/settings': (_graph, shown) => ({
    body: { calling: { status: 'enabled', call_icon_visibility: 'visible' } },
    variants: {
      ...(shown as Record<string, Record<string, unknown>>),
      // The key that the file shows is cut short.
      'Enable payload encryption': { payload_encryption: { status: 'enabled', client_encryption_key: shownKey() } },
    },
  }),
  'POST /{Pre-Verified-Phone-Number-ID}/verify_code': async (graph) => {
    const made = await graph.must('POST', `/${BUSINESS}/add_phone_numbers`, { body: { phone_number: '+15550109001' } });
    const id = String(made.id);
    await requestCode(graph, id);
    return { ids: { 'Pre-Verified-Phone-Number-ID': id }, body: { code: '123456' } };
  },
};
