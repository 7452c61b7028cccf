/** An unmodified published client library sends every kind of message that it has beyond text, image and template. */
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stock } from '../conformance/interactive-bodies.js';
import { type ServedMock, serveMock, TOKEN } from '../conformance/served-mock.js';

const phoneNumberId = '100000000000001';
const to = '+15557770001';

let graph: ServedMock;
let client: WhatsAppClient;
beforeAll(async () => {
  graph = await serveMock();
  client = new WhatsAppClient({ accessToken: TOKEN, baseUrl: graph.url, graphVersion: 'v23.0' });
  stock(graph.mock.world);
});
afterAll(() => graph.close());

const sent = {
  messagingProduct: 'whatsapp',
  contacts: [{ input: to, waId: '15557770001' }],
  messages: [{ id: expect.stringMatching(/^wamid\./) }],
};
const media = { link: 'https://example.com/file' };
const number = { phoneNumberId, to };
const bodyText = 'Well?';
const image = { type: 'image' as const, image: media };
type Messages = WhatsAppClient['messages'];

test.each<[string, (messages: Messages) => Promise<unknown>, { type: string; text: string }]>([
  [
    'an audio',
    (messages) => messages.sendAudio({ ...number, audio: { ...media, voice: true } }),
    { type: 'audio', text: media.link },
  ],
  [
    'a video',
    (messages) => messages.sendVideo({ ...number, video: { ...media, caption: 'Film' } }),
    { type: 'video', text: 'Film' },
  ],
  [
    'a document',
    (messages) => messages.sendDocument({ ...number, document: { ...media, filename: 'a.pdf' } }),
    { type: 'document', text: 'a.pdf' },
  ],
  [
    'a sticker',
    (messages) => messages.sendSticker({ ...number, sticker: media }),
    { type: 'sticker', text: media.link },
  ],
  [
    'a location',
    (messages) => messages.sendLocation({ ...number, location: { latitude: 40.1, longitude: -3.7, name: 'Here' } }),
    { type: 'location', text: 'Here' },
  ],
  [
    'a contact',
    (messages) =>
      messages.sendContacts({
        ...number,
        contacts: [
          {
            name: { formattedName: 'Bo Ek', firstName: 'Bo' },
            phones: [{ phone: '+46700000001', waId: '46700000001', type: 'CELL' }],
            addresses: [{ city: 'Lund', countryCode: 'se' }],
          },
        ],
      }),
    { type: 'contacts', text: 'Bo Ek' },
  ],
  [
    'a list',
    (messages) =>
      messages.sendInteractiveList({
        ...number,
        bodyText,
        buttonText: 'Options',
        footerText: 'F',
        header: { type: 'text', text: 'H' },
        sections: [{ title: 'S', rows: [{ id: 'r', title: 'Air', description: '2 days' }] }],
      }),
    { type: 'interactive', text: 'Well? · H · F · Options · Air (2 days)' },
  ],
  [
    'a product',
    (messages) => messages.sendInteractiveProduct({ ...number, catalogId: '9', productRetailerId: 'sku' }),
    { type: 'interactive', text: 'sku' },
  ],
  [
    'products',
    (messages) =>
      messages.sendInteractiveProductList({
        ...number,
        bodyText,
        header: { type: 'text', text: 'H' },
        catalogId: '9',
        sections: [{ title: 'S', productItems: [{ productRetailerId: 'sku' }] }],
      }),
    { type: 'interactive', text: 'Well? · H · S' },
  ],
  [
    'a catalogue',
    (messages) =>
      messages.sendInteractiveCatalogMessage({
        ...number,
        bodyText,
        parameters: { thumbnailProductRetailerId: 'sku' },
      }),
    { type: 'interactive', text: 'Well?' },
  ],
  [
    'a flow',
    (messages) =>
      messages.sendInteractiveFlow({
        ...number,
        bodyText,
        parameters: {
          flowId: '6',
          flowCta: 'Start',
          flowToken: 't',
          flowAction: 'navigate',
          flowActionPayload: { screen: 'A', data: { a: 1 } },
        },
      }),
    { type: 'interactive', text: 'Well? · Start' },
  ],
  [
    'a request for an address',
    (messages) => messages.sendInteractiveAddress({ ...number, bodyText, parameters: { country: 'IN' } }),
    { type: 'interactive', text: 'Well?' },
  ],
  [
    'a request for a location',
    (messages) =>
      messages.sendInteractiveLocationRequest({ ...number, bodyText, parameters: { requestMessage: 'Where?' } }),
    { type: 'interactive', text: 'Well?' },
  ],
  [
    'a request to call',
    (messages) =>
      messages.sendInteractiveCallPermission({
        ...number,
        bodyText,
        parameters: { phoneNumber: '+15550100001', callPurpose: 'Delivery' },
      }),
    { type: 'interactive', text: 'Well?' },
  ],
  [
    'a link',
    (messages) =>
      messages.sendInteractiveCtaUrl({
        ...number,
        bodyText,
        header: image,
        parameters: { displayText: 'Open', url: 'https://x.y' },
      }),
    { type: 'interactive', text: 'Well? · Open · https://x.y' },
  ],
  [
    'a carousel of links',
    (messages) =>
      messages.sendInteractiveCarousel({
        ...number,
        bodyText,
        cards: [0, 1].map((cardIndex) => ({
          cardIndex,
          header: image,
          bodyText: `Card ${cardIndex}`,
          action: { displayText: 'Buy', url: 'https://x.y' },
        })),
      }),
    { type: 'interactive', text: 'Well? · Card 0 · Buy · Card 1 · Buy' },
  ],
  [
    'a carousel of quick replies',
    (messages) =>
      messages.sendInteractiveCarousel({
        ...number,
        bodyText,
        cards: [0, 1].map((cardIndex) => ({
          cardIndex,
          header: image,
          action: { buttons: [{ id: `b${cardIndex}`, title: 'More' }] },
        })),
      }),
    { type: 'interactive', text: 'Well? · More · More' },
  ],
  [
    'another interactive message, raw',
    (messages) =>
      messages.sendInteractiveRaw({
        ...number,
        interactive: {
          type: 'request_contact_info',
          body: { text: bodyText },
          action: { name: 'request_contact_info' },
        },
      }),
    { type: 'interactive', text: 'Well?' },
  ],
])('%s', async (_, send, observed) => {
  expect(await send(client.messages)).toEqual(sent);
  expect(graph.lastCall()).toMatchObject(observed);
});
