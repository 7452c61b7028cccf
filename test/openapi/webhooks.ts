/**
 * The one operation of the file that is not Graph's: `POST /whatsapp/webhooks` describes what an integration receives.
 * So the mock is made to deliver, and what it posts is checked against the schema of that operation's body.
 */
import { receiveWebhooks } from '../conformance/webhook-receiver.js';
import { type CheckAnswer, type Mismatch, named } from './check-answer.js';
import type { ApiOperation } from './document.js';
import { openGraph, Unprepared } from './graph.js';
import { receiveText, sendText } from './objects.js';

export const WEBHOOKS = 'POST /whatsapp/webhooks';

/** One inbound text, and an outbound one that is sent and delivered; not everybody lets it be known what he reads. */
const DELIVERIES = 3;

export async function judgeWebhooks(operation: ApiOperation, check: CheckAnswer): Promise<readonly Mismatch[]> {
  const schema = operation.bodies[0]?.schema ?? {};
  const [graph, receiver] = await Promise.all([openGraph(), receiveWebhooks()]);
  try {
    await graph.deliverTo(receiver.url);
    await receiveText(graph);
    await sendText(graph);
    await graph.soon(`${DELIVERIES} webhooks`, async () => receiver.webhooks.length >= DELIVERIES || undefined);
    return receiver.webhooks.flatMap(({ rawBody, value }) => {
      const kind = value.messages ? 'an inbound message' : `the status ${String(value.statuses?.[0]?.status)}`;
      return named(kind, check(schema, JSON.parse(rawBody.toString())));
    });
  } catch (error) {
    if (error instanceof Unprepared) return [{ aspect: 'unprepared', text: error.message }];
    throw error;
  } finally {
    await graph.close();
    await receiver.close();
  }
}
