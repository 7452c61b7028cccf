/** For variants that send a message again when a status says that it failed: remembers what was sent. */
import { createSender } from './sender.js';

const MESSAGES_KEPT = 5_000;

export function createResender() {
  const sent = new Map();
  let send;

  function keepAndSend(message, times = 0) {
    sent.set(`${message.job.id}/${message.n}`, { message, times });
    if (sent.size > MESSAGES_KEPT) sent.delete(sent.keys().next().value);
    return send(message);
  }

  return {
    createSender(deps) {
      const sender = createSender(deps);
      send = sender.send;
      return { ...sender, send: keepAndSend };
    },
    /** How often what carries this data was sent again. @returns {number} Infinity for what is not known */
    timesOf: (data) => sent.get(data)?.times ?? Number.POSITIVE_INFINITY,
    /** Sends it once more, as a job of its own. */
    again(data) {
      const { message, times } = sent.get(data);
      return keepAndSend({ ...message, job: { id: `${message.job.id} again`, attempted: [] } }, times + 1);
    },
  };
}
