/**
 * Some subjects wait until a user has said all and answer once. Whether this one does is learned in the calm opening, from
 * messages of one user of which the second came before the first was answered: who answers each by itself sends two answers
 * there, who gathers sends one. Then an answer to one message is an answer to those that came close to it. Not recognised: a
 * subject that gathers and whose one answer is several messages.
 */
import type { Call } from './calls.js';
import type { Evidence } from './evidence.js';
import { acknowledgedAt, firstDelivery, type Inbound, type Inbox } from './inbound.js';

/** Fewest pairs of messages that show it. */
const FEWEST_PAIRS = 10;
/** Who gathers does otherwise at most this often: a pause may fall between two messages. */
const SELDOM = 0.05;
/** An answer that comes sooner has waited for nothing: the other message was dropped. Those who gather wait for seconds. */
const LEAST_PAUSE_MS = 300;

/** @param calls of each message of the calm that was delivered once and met no trouble */
export function learnGathering({ byUser }: Inbox, calls: ReadonlyMap<Inbound, readonly Call[]>): boolean {
  let once = 0;
  let otherwise = 0;
  for (const { inbound } of byUser.values()) {
    for (const [index, second] of inbound.entries()) {
      const first = inbound[index - 1];
      const [before, after] = [first && calls.get(first), calls.get(second)];
      if (!first || !before || !after || first.wrote.type !== second.wrote.type) continue;
      const answers = [...before, ...after].filter(({ effect }) => effect);
      const pauses = answers.map(({ receivedAt }) => receivedAt - firstDelivery(second));
      if (answers.length === 0 || pauses.some((ms) => ms < 0)) continue;
      if (answers.length === 1 && pauses.every((ms) => ms >= LEAST_PAUSE_MS)) once++;
      else otherwise++;
    }
  }
  return once >= FEWEST_PAIRS && otherwise <= SELDOM * once;
}

/** Whether the user got an answer to what was written close to this message, after the subject had this one too. */
export function isAnsweredWithOthers(
  inbound: Inbound,
  { byUser, normals }: Pick<Evidence, 'byUser' | 'normals'>,
): boolean {
  const at = firstDelivery(inbound);
  const since = acknowledgedAt(inbound) ?? Number.POSITIVE_INFINITY;
  // Who gathers waits as long after the last message as between two, so that a usual answer takes longer than any pause.
  const isClose = (other: Inbound) => Math.abs(firstDelivery(other) - at) <= normals.replyMs;
  const neighbours = byUser.get(inbound.wrote.user)?.inbound.filter(isClose) ?? [];
  return neighbours.some(({ effects }) => effects.some(({ receivedAt }) => receivedAt >= since));
}
