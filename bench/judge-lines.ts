/**
 * The observations of one message and its answer, as lines of a history without their ids: written, delivered (at times
 * twice), marked as read, answered (at times at the second attempt), and told of by three statuses.
 */
import type { Random } from '../core/random.js';

/** JSON of one observation. */
export type Line = string;

export interface Talk {
  /** Number of the message. */
  readonly talk: number;
  readonly calmMs: number;
  readonly random: Random;
  /** Id that the first line will get. */
  readonly nextId: number;
}

const USERS = 5_000;
/** Ten messages a second. */
const EVERY_MS = 100;
const DUPLICATES = 1 / 30;
const ERRORS = 1 / 20;
const TAIL = 'FQIAERgSQUVBNTQ3MzkzNzM4NjY0NTcwNgA=';

const PHONE = '"phoneNumberId":"100000000000001"';

export function talkLines({ talk, calmMs, random, nextId }: Talk): Line[] {
  const at = talk * EVERY_MS;
  const user = `1555${String(1_000_000 + (talk % USERS))}`;
  const inbound = `wamid.IN${String(talk).padStart(10, '0')}${TAIL}`;
  const outbound = `wamid.OUT${String(talk).padStart(10, '0')}${TAIL}`;
  const token = `#T-${talk}-x`;
  const isCalm = at < calmMs;
  const lines: Line[] = [];
  let delivery = talk * 8;

  const deliver = (what: string, when: number, ms: number) => {
    const which = `"delivery":${++delivery},"attempt":1,${what}`;
    const sent = nextId + lines.length;
    lines.push(`{"kind":"webhook.sent",${which},"signature":"valid","user":"${user}","at":${when}}`);
    lines.push(
      `{"kind":"webhook.answered",${which},"signature":"valid","sent":${sent},"status":200,"ms":${ms},"at":${when + ms}}`,
    );
  };
  const call = (action: string, rest: string, times: { from: number; to: number }) => {
    const start = `"receivedAt":${times.from},"method":"POST","route":"POST /{phone-number-id}/messages","action":"${action}"`;
    lines.push(
      `{"kind":"graph.call",${start},"version":"v24.0",${PHONE},"answers":"${inbound}",${rest},"connection":${1 + (talk % 64)},"simulated":true,"at":${times.to}}`,
    );
  };

  lines.push(
    `{"kind":"user.wrote","user":"${user}","name":"Ana","message":"${inbound}",${PHONE},"type":"text","text":"Where is ${token}?","token":"${token}","step":"order-status/1","due":${at},"at":${at}}`,
  );
  deliver(`"carries":"message","message":"${inbound}"`, at + 0.213, 3.118);
  if (!isCalm && random.next() < DUPLICATES) deliver(`"carries":"message","message":"${inbound}"`, at + 40.5, 2.75);
  const done = '"status":200,"injected":false,"answer":"delivered","effect":true,"outcome":"accepted"';
  call('mark-read', `${done},"faults":["graph.latency#1"]`, { from: at + 60.125, to: at + 180.75 });
  const what = `"to":"${user}","type":"text","callbackData":"job-${talk}","digest":"${String(talk).padStart(16, 'd')}","text":"Hello Ana, we read: Where is ${token}?"`;
  let from = at + 61.25;
  if (!isCalm && random.next() < ERRORS) {
    const error = '{"code":130429,"title":"Rate limit hit","retry":"backoff","definite":true}';
    const refused = `"status":400,"error":${error},"injected":true,"answer":"delivered","effect":false,"outcome":"refused"`;
    call('send', `${what},${refused},"faults":["graph.latency#1","graph.error#2"]`, { from, to: from + 110.5 });
    from += 600 + random.next() * 600;
  }
  call('send', `${what},"message":"${outbound}",${done},"faults":["graph.latency#1"]`, { from, to: from + 150.375 });
  for (const [index, status] of ['sent', 'delivered', 'read'].entries()) {
    const when = from + 200.5 + index * 300.25;
    lines.push(`{"kind":"status.reached","message":"${outbound}","user":"${user}","status":"${status}","at":${when}}`);
    deliver(`"carries":"status","message":"${outbound}","status":"${status}"`, when + 1.25, 2.5);
  }
  return lines;
}
