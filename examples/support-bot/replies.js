/** What the bot says. Pure: the same message gives the same reply, however often it is composed. */

/** Order numbers as our shop writes them: `#K7Q2-000123`. */
const ORDER_NUMBER = /#[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/u;

/**
 * @param {import('./ledger.js').Inbound} message
 * @param {{ bytes: number }} [file] what came with it
 */
export function composeReply({ name, type, text, mediaId }, file) {
  const greeting = name ? `Hi ${name}!` : 'Hi!';
  const order = text?.match(ORDER_NUMBER)?.[0];
  if (order) return `${greeting} Thank you for writing about ${order}. We are on it and will be back here shortly.`;
  if (mediaId && !file) return `${greeting} We could not open your ${type}. Would you send it once more?`;
  if (file)
    return `${greeting} Thank you, we have your ${type} (${Math.ceil(file.bytes / 1_024)} KB) and will look at it.`;
  if (type === 'text') return `${greeting} Thank you for your message. Send us your order number, and we will look.`;
  return `${greeting} Thank you, we got it. Tell us in a few words what we can do for you.`;
}
