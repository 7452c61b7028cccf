/** What the bot says. Pure: the same message gives the same reply, however often it is composed. */

/** Order numbers as our shop writes them: `#K7Q2-000123`. */
const ORDER_NUMBER = /#[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/u;

/** @param {import('./ledger.js').Inbound} message */
export function composeReply({ name, type, text }) {
  const greeting = name ? `Hi ${name}!` : 'Hi!';
  const order = text?.match(ORDER_NUMBER)?.[0];
  if (order) return `${greeting} Thank you for writing about ${order}. We are on it and will be back here shortly.`;
  if (type === 'text') return `${greeting} Thank you for your message. Send us your order number, and we will look.`;
  return `${greeting} Thank you, we got it. Tell us in a few words what we can do for you.`;
}
