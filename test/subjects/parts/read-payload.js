/**
 * All that one POST tells: Meta may put many accounts, changes, messages and statuses into it. What is not understood is
 * passed over, element by element, so that one bad element costs nobody else an answer.
 */

/**
 * @typedef {{
 *   id: string, from?: string, userId?: string, name: string, type: string, writtenAt: number,
 *   text?: { body: string }, mediaId?: string,
 * }} Message `from` is a phone number and may be missing; `userId` is the business-scoped id; `writtenAt` in ms.
 * @typedef {{ id: string, status: string, biz_opaque_callback_data?: string, errors?: object[] }} Status
 * @typedef {{ messages: Message[], statuses: Status[], events: { field: string, value: object }[] }} Delivery
 */

/** Types that a person expects an answer to; reactions, edits, number changes and what is new need none. */
const ANSWERED = new Set([
  ...['text', 'image', 'video', 'audio', 'document', 'sticker'],
  ...['location', 'contacts', 'button', 'interactive', 'order'],
]);

const listOf = (value) => (Array.isArray(value) ? value : []);
const isText = (value) => typeof value === 'string' && value !== '';

/** One element as far as it is understood. @returns {Message | undefined} */
export function readMessage(raw, contacts) {
  if (!isText(raw?.id) || !ANSWERED.has(raw.type)) return undefined;
  const from = isText(raw.from) ? raw.from : undefined;
  const userId = isText(raw.from_user_id) ? raw.from_user_id : undefined;
  if (from === undefined && userId === undefined) return undefined;
  const writer = contacts.find(
    (contact) => (userId !== undefined && contact?.user_id === userId) || (from && contact?.wa_id === from),
  );
  const content = raw[raw.type];
  return {
    id: raw.id,
    from,
    userId,
    name: isText(writer?.profile?.name) ? writer.profile.name : 'you',
    type: raw.type,
    writtenAt: Number(raw.timestamp) * 1_000 || Date.now(),
    ...(isText(raw.text?.body) && { text: { body: raw.text.body } }),
    ...(isText(content?.id) && isText(content.mime_type) && { mediaId: content.id }),
  };
}

/** @returns {Delivery} */
export function readPayload(payload) {
  const delivery = { messages: [], statuses: [], events: [] };
  for (const entry of listOf(payload?.entry)) {
    for (const change of listOf(entry?.changes)) {
      const { field, value } = change ?? {};
      if (typeof field === 'string' && field !== 'messages') delivery.events.push({ field, value });
      const contacts = listOf(value?.contacts);
      for (const raw of field === 'messages' ? listOf(value?.messages) : []) {
        const message = readMessage(raw, contacts);
        if (message) delivery.messages.push(message);
        else console.log(`passed over a message of type ${raw?.type}`);
      }
      delivery.statuses.push(...listOf(value?.statuses).filter((status) => isText(status?.id)));
    }
  }
  return delivery;
}
