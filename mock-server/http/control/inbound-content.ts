/**
 * What a user can send, type by type, in the words of the webhook: exactly the members that Meta's webhooks have, so that a
 * mistake in a test is not taken for a message. Files are named by an id or come by themselves. Not accepted: `system`,
 * which is what the platform says (see `…/users/:id/number`), and `request_welcome`, which Meta removed in March 2026.
 */
import { z } from 'zod';

const text = (longest: number) => z.string().min(1).max(longest);
const digits = z.string().regex(/^\d{7,15}$/, 'expected 7 to 15 digits with the country code');
const messageId = text(512);
const id = text(512);

/** Members that say what a message answers or where it comes from. */
const frame = {
  context: z
    .strictObject({
      from: digits.optional(),
      id: messageId.optional(),
      forwarded: z.literal(true).optional(),
      frequently_forwarded: z.literal(true).optional(),
      referred_product: z.strictObject({ catalog_id: id, product_retailer_id: id }).optional(),
    })
    .refine(
      (context) => context.id === undefined || !(context.forwarded || context.frequently_forwarded),
      'expected an id or that it was forwarded: what is forwarded answers nothing',
    )
    .optional(),
  referral: z
    .strictObject({
      source_url: z.url(),
      source_id: id,
      source_type: z.enum(['ad', 'post']),
      headline: z.string().optional(),
      body: z.string().optional(),
      media_type: z.enum(['image', 'video']).optional(),
      image_url: z.url().optional(),
      video_url: z.url().optional(),
      thumbnail_url: z.url().optional(),
      ctwa_clid: z.string().optional(),
      welcome_message: z.strictObject({ text: z.string() }).optional(),
    })
    .optional(),
  /** Id of the group that it is written in. */
  group_id: id.optional(),
};

/** A file: by the id of one that the user sent up; without it, a small one is made. */
const file = {
  id: id.optional(),
  mime_type: text(256).optional(),
  sha256: text(128).optional(),
  url: z.url().optional(),
};
const caption = { caption: z.string().max(4_096).optional() };

const contact = z.strictObject({
  name: z
    .strictObject({
      formatted_name: text(1_024),
      first_name: z.string().optional(),
      last_name: z.string().optional(),
      middle_name: z.string().optional(),
      prefix: z.string().optional(),
      suffix: z.string().optional(),
    })
    .optional(),
  phones: z
    .array(z.strictObject({ phone: z.string().optional(), wa_id: digits.optional(), type: z.string().optional() }))
    .optional(),
  emails: z.array(z.strictObject({ email: z.string(), type: z.string().optional() })).optional(),
  addresses: z.array(z.record(z.string(), z.string())).optional(),
  urls: z.array(z.strictObject({ url: z.string(), type: z.string().optional() })).optional(),
  org: z.record(z.string(), z.string()).optional(),
  birthday: z.string().optional(),
  origin: z.enum(['contact_request', 'other']).optional(),
  vcard: z.string().optional(),
});

const json = z.string().refine((given) => {
  try {
    return typeof JSON.parse(given) === 'object';
  } catch {
    return false;
  }
}, 'expected a text that holds JSON');

const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button_reply'),
    button_reply: z.strictObject({ id: text(256), title: text(20) }),
  }),
  z.strictObject({
    type: z.literal('list_reply'),
    list_reply: z.strictObject({ id: text(200), title: text(24), description: z.string().max(72).optional() }),
  }),
  z.strictObject({
    type: z.literal('nfm_reply'),
    nfm_reply: z.strictObject({ name: text(64), body: z.string(), response_json: json }),
  }),
  z.strictObject({
    type: z.literal('call_permission_reply'),
    call_permission_reply: z.strictObject({
      response: z.enum(['accept', 'reject']),
      is_permanent: z.boolean().optional(),
      expiration_timestamp: z.int().optional(),
      response_source: z.enum(['user_action', 'automatic']),
    }),
  }),
]);

const errors = z
  .array(
    z.strictObject({
      code: z.int(),
      title: z.string(),
      message: z.string(),
      error_data: z.strictObject({ details: z.string() }),
    }),
  )
  .min(1);

const product = z.strictObject({
  product_retailer_id: id,
  quantity: z.number().positive(),
  item_price: z.number().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected a currency of three capitals'),
});

/** Says what is missing in a word, and leaves all other mistakes to be told as they are. */
const missing = (type: string) => ({
  error: ({ input }: { readonly input?: unknown }) =>
    input === undefined ? `expected the content of the ${type}` : undefined,
});

const content = <Shape extends z.ZodRawShape>(type: string, shape: Shape) => z.strictObject(shape, missing(type));

const kind = <Name extends string, Shape extends z.ZodRawShape>(type: Name, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape, ...frame });

const contents = [
  kind('text', { text: content('text', { body: text(4_096) }) }),
  kind('image', { image: z.strictObject({ ...file, ...caption }).default({}) }),
  kind('video', { video: z.strictObject({ ...file, ...caption }).default({}) }),
  kind('audio', { audio: z.strictObject({ ...file, voice: z.boolean().default(true) }).prefault({}) }),
  kind('document', { document: z.strictObject({ ...file, ...caption, filename: text(240).optional() }).default({}) }),
  kind('sticker', { sticker: z.strictObject({ ...file, animated: z.boolean().default(false) }).prefault({}) }),
  kind('location', {
    location: content('location', {
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: z.string().optional(),
      address: z.string().optional(),
      url: z.string().optional(),
    }),
  }),
  kind('contacts', { contacts: z.array(contact, missing('contacts')).min(1).max(257) }),
  kind('interactive', { interactive }),
  kind('button', { button: content('button', { payload: text(256), text: text(256) }) }),
  kind('order', {
    order: content('order', { catalog_id: id, text: z.string().optional(), product_items: z.array(product).min(1) }),
  }),
  kind('reaction', { reaction: content('reaction', { message_id: messageId, emoji: text(64).optional() }) }),
  kind('unsupported', { unsupported: z.strictObject({ type: text(40) }).optional(), errors: errors.optional() }),
  kind('edit', {
    edit: content('edit', {
      original_message_id: messageId,
      message: z.looseObject({ type: z.enum(['text', 'image', 'video', 'document']) }),
    }),
  }),
  kind('revoke', { revoke: content('revoke', { original_message_id: messageId }) }),
] as const;

/** Types of messages that a user can send. */
export const INBOUND_TYPES: readonly string[] = contents.flatMap(({ shape }) => [...shape.type.values]);

export const inboundContent = z.discriminatedUnion('type', contents, {
  error: ({ input }) => {
    const type = (input as { type?: unknown } | undefined)?.type;
    if (type === 'system')
      return 'a user does not send system messages: POST /_waproof/users/:id/number has the platform send one';
    if (type === 'request_welcome') return 'request_welcome is not sent any more: Meta removed it on 27 March 2026';
    return `expected a type of ${INBOUND_TYPES.join(', ')}`;
  },
});
export type GivenContent = z.output<typeof inboundContent>;
