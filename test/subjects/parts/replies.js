/** What the bot says. The same message gives the same reply, however often it is composed. */

/** @param {import('./read-payload.js').Message & { media?: { size: number } }} message @returns {object[]} */
export function compose({ name, type, text, mediaId, media }) {
  const quoted = [...(text?.body ?? '')].slice(0, 200).join('');
  const file = media ? `your ${type} of ${media.size} bytes` : `your ${type}, but could not open it`;
  const body = `Hello ${name}, we ${mediaId ? `have ${file}` : `read: ${text ? quoted : type}`}`;
  return [{ messaging_product: 'whatsapp', recipient_type: 'individual', type: 'text', text: { body } }];
}

/** Whom to answer: the phone number in `to` or, when it is not told, the business-scoped id in `recipient`. */
export const recipient = async ({ from, userId }) => (from !== undefined ? { to: from } : { recipient: userId });
