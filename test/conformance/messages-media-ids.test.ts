/** Messages that name media by id: what is refused at once, and what is accepted and fails later. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PNG, type Upload, uploaded, webp } from './media-bodies.js';
import { type ServedMock, serveMock, UNASKED } from './served-mock.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

let graph: ServedMock;
let receiver: WebhookReceiver;
let ahead = 0;
beforeAll(async () => {
  graph = await serveMock({ speed: 100, aheadMs: () => ahead, rules: UNASKED });
  receiver = await receiveWebhooks();
  await graph.mock.deliverTo({ url: receiver.url, timeoutMs: 5_000 });
});
afterAll(async () => {
  await graph.close();
  await receiver.close();
});
afterEach(() => {
  ahead = 0;
});

const DAY_MS = 24 * 3_600_000;
const NOWHERE = '1037999999999999';
const action = { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] };
const card = (index: number, media: object) => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: media },
  action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://example.com' } },
});
const LINK = { link: 'https://example.com/a.png' };

/** Every place that takes media, with its path as Graph writes it. */
const PLACES: readonly [path: string, message: (id: string) => Record<string, unknown>][] = [
  ["image['id']", (id) => ({ type: 'image', image: { id } })],
  [
    "interactive['header']['image']['id']",
    (id) => ({
      type: 'interactive',
      interactive: { type: 'button', header: { type: 'image', image: { id } }, body: { text: 'B' }, action },
    }),
  ],
  [
    "interactive['action']['cards'][1]['header']['image']['id']",
    (id) => ({
      type: 'interactive',
      interactive: { type: 'carousel', body: { text: 'B' }, action: { cards: [card(0, LINK), card(1, { id })] } },
    }),
  ],
  [
    "template['components'][0]['parameters'][0]['image']['id']",
    (id) => ({
      type: 'template',
      template: {
        name: 'with_picture',
        language: { code: 'en_US' },
        components: [{ type: 'header', parameters: [{ type: 'image', image: { id } }] }],
      },
    }),
  ],
  [
    "template['components'][0]['cards'][1]['components'][0]['parameters'][0]['image']['id']",
    (id) => ({
      type: 'template',
      template: {
        name: 'with_cards',
        language: { code: 'en_US' },
        components: [
          {
            type: 'carousel',
            cards: [LINK, { id }].map((image, index) => ({
              card_index: index,
              components: [{ type: 'header', parameters: [{ type: 'image', image }] }],
            })),
          },
        ],
      },
    }),
  ],
];

const create = (name: string, components: readonly object[], category = 'UTILITY') =>
  graph.call('/v23.0/200000000000001/message_templates', { body: { name, language: 'en_US', category, components } });

const header = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW1hZ2UvcG5n:ARx'] } };
const body = { type: 'BODY', text: 'Your picture is here.' };

describe('everywhere', () => {
  beforeAll(async () => {
    await create('with_picture', [header, body]);
    const parts = [header, { type: 'BODY', text: 'A card.' }];
    await create(
      'with_cards',
      [body, { type: 'CAROUSEL', cards: [{ components: parts }, { components: parts }] }],
      'MARKETING',
    );
  });

  test.each(PLACES)('%s: an uploaded id is sent', async (_, message) => {
    const answer = await graph.send(message(await uploaded(graph)));
    expect(answer.json).toMatchObject({ messages: [{ id: expect.stringMatching(/^wamid\./) }] });
  });

  test.each(PLACES)('%s: an id that there is not is refused', async (path, message) => {
    const answer = await graph.send(message(NOWHERE));
    expect(answer.json).toEqual({
      error: {
        message: `(#100) Param ${path} is not a valid whatsapp business account media attachment ID`,
        type: 'OAuthException',
        code: 100,
        fbtrace_id: expect.any(String),
      },
    });
    expect(answer.status).toBe(400);
    expect(graph.lastCall()).toMatchObject({ action: 'send', effect: false, outcome: 'refused' });
  });
});

describe('an id', () => {
  const send = (id: string) => graph.send({ type: 'image', image: { id } });
  const refused = { error: { code: 100, message: expect.stringContaining('media attachment ID') } };

  test('that was deleted is refused', async () => {
    const id = await uploaded(graph);
    await graph.call(`/v23.0/${id}`, { method: 'DELETE' });
    expect((await send(id)).json).toMatchObject(refused);
  });

  test('lives 30 days', async () => {
    const id = await uploaded(graph);
    ahead = 30 * DAY_MS - 60_000;
    expect((await send(id)).status).toBe(200);
    ahead = 31 * DAY_MS;
    expect((await send(id)).json).toMatchObject(refused);
  });

  test('of something else, such as a number, is refused', async () => {
    expect((await send('100000000000001')).json).toMatchObject(refused);
  });

  test('beside a link is refused for that', async () => {
    const answer = await graph.send({ type: 'image', image: { id: NOWHERE, ...LINK } });
    expect(answer.json).toMatchObject({ error: { code: 131009 } });
  });
});

describe('a file that does not fit is accepted, and fails', () => {
  /** Sends an uploaded file, and gives the statuses of the message, all of them. */
  async function statusesOf(given: Upload, type: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { json } = await graph.send({ type, [type]: { id: await uploaded(graph, given) } });
    const [{ id }] = (json as { messages: [{ id: string }] }).messages;
    const isOver = ({ lives, deliveries }: { lives: number; deliveries: number }) => lives + deliveries === 0;
    await graph.until(() => isOver(graph.mock.pending()), 'all that was sent has come to rest');
    return receiver.webhooks.flatMap(({ value }) => value.statuses ?? []).filter((status) => status.id === id);
  }

  test.each<[string, Upload, string, string]>([
    [
      'a sticker as an image',
      { bytes: webp(false, 100), partType: 'image/webp' },
      'image',
      'Unsupported Image mime type image/webp. Please use one of image/jpeg, image/png.',
    ],
    [
      'an image as a video',
      {},
      'video',
      'Unsupported Video mime type image/png. Please use one of video/mp4, video/3gpp.',
    ],
    [
      'a still sticker of more than 100 KB',
      { bytes: webp(false, 102_401), partType: 'image/webp' },
      'sticker',
      'Sticker file has size 102401 bytes but must be atmost 102400 bytes and non-empty',
    ],
    [
      'an animated sticker of more than 500 KB',
      { bytes: webp(true, 973_668), partType: 'image/webp' },
      'sticker',
      'Sticker file has size 973668 bytes but must be atmost 512000 bytes and non-empty',
    ],
  ])('%s', async (_, given, type, details) => {
    expect(await statusesOf(given, type)).toEqual([
      expect.objectContaining({
        status: 'failed',
        errors: [
          expect.objectContaining({
            code: 131053,
            title: 'Media upload error',
            message: 'Media upload error',
            error_data: { details },
          }),
        ],
      }),
    ]);
    const failed = graph.observed('status.reached').filter(({ status }) => status === 'failed');
    expect(failed.at(-1)).toMatchObject({ error: { code: 131053, title: 'Media upload error' } });
  });

  test.each<[string, Upload, string]>([
    ['an animated sticker of 500 KB', { bytes: webp(true, 512_000), partType: 'image/webp' }, 'sticker'],
    ['any file as a document', { bytes: PNG }, 'document'],
    ['a voice message', { bytes: Buffer.from('OggS'), partType: 'audio/ogg' }, 'audio'],
  ])('%s is sent', async (_, given, type) => {
    expect(await statusesOf(given, type)).toContainEqual(expect.objectContaining({ status: 'sent' }));
  });
});
