/**
 * Where the id in each placeholder of the file's paths comes from: a creating call where the API has one, else what a
 * fresh mock holds. This is the place to change when the mock's world changes.
 */
import { file, type Graph, Unprepared } from './graph.js';

/** What a fresh mock always has. */
export const NUMBER = '100000000000001';
export const WABA = '200000000000001';
export const APP = '300000000000001';
export const BUSINESS = '400000000000001';
export const USER = '600000000000001';
/** A second business with an app and an account of its own, for what takes two. */
export const PARTNER_APP = '310000000000001';
export const CLIENT_BUSINESS = '410000000000001';
export const CLIENT_WABA = '210000000000001';
/** Holds SKU-1 and SKU-2. */
export const CATALOG = '700000000000001';
const BOT = '710000000000001';
const PROFILE_NODE = '720000000000001';
const ACCOUNT_NUMBER = '730000000000001';
/** A customer, who has written nothing yet. */
export const CUSTOMER = '15557770001';

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const picture = () => file(PNG, 'pixel.png', 'image/png');

/** The smallest flow that can be published. */
export const flowJson = JSON.stringify({
  version: '7.0',
  screens: [
    {
      id: 'WELCOME',
      title: 'Welcome',
      terminal: true,
      success: true,
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: 'Hello' },
          { type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } },
        ],
      },
    },
  ],
});

const FORM = { contentType: 'multipart/form-data' };

async function idFrom(made: Promise<Record<string, unknown>>, member = 'id'): Promise<string> {
  const { [member]: id } = await made;
  if (typeof id !== 'string' || id === '') throw new Unprepared(`a creating call gave no ${member}`);
  return id;
}

export const sendText = (graph: Graph): Promise<string> =>
  graph
    .must('POST', `/${NUMBER}/messages`, {
      body: { messaging_product: 'whatsapp', to: CUSTOMER, type: 'text', text: { body: 'hello' } },
    })
    .then((answer) => (answer.messages as { id: string }[])[0]?.id ?? '');

/** A message that the customer writes. */
export const receiveText = (graph: Graph): Promise<string> =>
  idFrom(graph.control('POST', `/users/${CUSTOMER}/messages`, { message: { type: 'text', text: { body: 'hello' } } }));

export const uploadMedia = (graph: Graph, upload = picture()): Promise<string> =>
  idFrom(
    graph.must('POST', `/${NUMBER}/media`, {
      ...FORM,
      body: { messaging_product: 'whatsapp', type: upload.type, file: upload },
    }),
  );

export const createFlow = (graph: Graph, more: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  idFrom(
    graph.must('POST', `/${WABA}/flows`, {
      ...FORM,
      body: { name: 'Conformance', categories: ['OTHER'], ...more },
    }),
  );

export const createTemplate = (graph: Graph, more: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  idFrom(
    graph.must('POST', `/${WABA}/message_templates`, {
      body: {
        name: 'conformance',
        language: 'en_US',
        category: 'UTILITY',
        components: [{ type: 'BODY', text: 'Your parcel is on its way.' }],
        ...more,
      },
    }),
  );

/** Groups come about by themselves: the call only asks for one. */
export async function createGroup(graph: Graph, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  await graph.must('POST', `/${NUMBER}/groups`, {
    body: { messaging_product: 'whatsapp', subject: 'Conformance', ...more },
  });
  return graph.soon('the group to be there', async () => {
    const { data } = await graph.must('GET', `/${NUMBER}/groups`);
    return (data as { groups?: { id: string }[] } | undefined)?.groups?.[0]?.id;
  });
}

/** A solution of ours that waits for its partner. */
export const createSolution = (graph: Graph): Promise<string> =>
  idFrom(
    graph.must('POST', `/${APP}/whatsapp_business_solution`, {
      body: {
        owner_permissions: ['MESSAGING'],
        partner_permissions: [],
        partner_app_id: PARTNER_APP,
        solution_name: 'Conformance',
      },
    }),
    'solution_id',
  );

export const addPreverifiedNumber = (graph: Graph, phoneNumber = '+15550109001'): Promise<string> =>
  idFrom(graph.must('POST', `/${BUSINESS}/add_phone_numbers`, { body: { phone_number: phoneNumber } }));

/** One that can be shared. */
export async function verifyPreverifiedNumber(graph: Graph): Promise<string> {
  const id = await addPreverifiedNumber(graph);
  await graph.must('POST', `/${id}/request_code`, { body: { code_method: 'SMS', language: 'en_US' } });
  await graph.must('POST', `/${id}/verify_code`, { body: { code: '123456' } });
  return id;
}

/** A number that is not verified yet. */
export const addNumber = (graph: Graph): Promise<string> =>
  idFrom(
    graph.must('POST', `/${WABA}/phone_numbers`, {
      body: { cc: '1', phone_number: '15550109002', verified_name: 'Conformance' },
    }),
  );

export const createQrCode = (graph: Graph): Promise<string> =>
  idFrom(
    graph.must('POST', `/${NUMBER}/message_qrdls`, {
      body: { prefilled_message: 'I would like to know more.', generate_qr_image: 'SVG' },
    }),
    'code',
  );

/** Port 1: nobody listens there. Statuses are reached only while somebody is subscribed to them. */
const NOBODY = new URL('http://127.0.0.1:1/');

/** A message that was sent and has arrived. */
export async function deliverText(graph: Graph): Promise<string> {
  await graph.deliverTo(NOBODY);
  return sendText(graph);
}

async function messageHistory(graph: Graph): Promise<string> {
  const message = await deliverText(graph);
  return graph.soon('the history of the message', async () => {
    const { data } = await graph.must('GET', `/${NUMBER}/message_history`, { query: { message_id: message } });
    const [entry] = data as { id: string }[];
    const events = entry && (await graph.must('GET', `/${entry.id}/events`));
    return events && (events.data as unknown[]).length > 0 ? entry.id : undefined;
  });
}

export const createMobilityIntent = async (graph: Graph): Promise<string> =>
  idFrom(
    graph.must('POST', `/${WABA}/set_obo_mobility_intent`, {
      body: { waba_id: WABA, solution_id: await createSolution(graph) },
    }),
    'intent_id',
  );

/** By the placeholder's name in the file. */
export const objects: Readonly<Record<string, (graph: Graph) => Promise<string> | string>> = {
  'Application-ID': () => APP,
  'Business-ID': () => BUSINESS,
  'Phone-Number-ID': () => NUMBER,
  'WABA-ID': () => WABA,
  'WhatsApp-Business-Account-ID': () => WABA,
  'User-ID': () => USER,
  TEMPLATE_ID: (graph) => createTemplate(graph),
  'Media-ID': (graph) => uploadMedia(graph),
  'Media-URL': async (graph) => idFrom(graph.must('GET', `/${await uploadMedia(graph)}`), 'url'),
  'Flow-ID': (graph) => createFlow(graph),
  group_id: (graph) => createGroup(graph),
  'QR-Code-ID': createQrCode,
  'Message-History-ID': messageHistory,
  'Solution-ID': createSolution,
  'Pre-Verified-Phone-Number-ID': (graph) => addPreverifiedNumber(graph),
  'Migration-Intent-ID': async (graph) =>
    idFrom(
      graph.must('POST', `/${WABA}/set_solution_migration_intent`, {
        body: { solution_id: await createSolution(graph), migration_intent: 'INITIATE_MIGRATION' },
      }),
      'migration_intent_id',
    ),
  'OBO-Mobility-Intent-ID': createMobilityIntent,
  'WhatsApp-Account-Number-ID': () => ACCOUNT_NUMBER,
  'WABA-Bot-ID': () => BOT,
  'WhatsApp-Business-Profile-ID': () => PROFILE_NODE,
};
