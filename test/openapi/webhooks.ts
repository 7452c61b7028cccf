/**
 * The one operation of the file that is not Graph's: `POST /whatsapp/webhooks` describes what an integration receives.
 * So the mock is made to deliver, and what it posts is checked against the schema of that operation's body.
 */
import { INBOUND } from '../conformance/inbound-bodies.js';
import { receiveWebhooks } from '../conformance/webhook-receiver.js';
import { type CheckAnswer, type Mismatch, named } from './check-answer.js';
import type { ApiOperation } from './document.js';
import { type Graph, openGraph, Unprepared } from './graph.js';
import { CUSTOMER, receiveText, sendText } from './objects.js';

export const WEBHOOKS = 'POST /whatsapp/webhooks';

const NUMBER = '100000000000001';
/** One inbound text, and an outbound one that is sent and delivered; not everybody lets it be known what he reads. */
const DELIVERIES = 3;
/** A group that is made and renamed, and a user who changes the number. */
const OTHER_EVENTS = 3;

/** Everything else that the schema describes. */
async function causeTheRest(graph: Graph): Promise<void> {
  for (const [, message] of INBOUND) await graph.control('POST', `/users/${CUSTOMER}/messages`, { message });
  const group = { messaging_product: 'whatsapp', subject: 'Club' };
  await graph.must('POST', `/${NUMBER}/groups`, { body: group });
  const listed = await graph.must('GET', `/${NUMBER}/groups`);
  const [made] = (listed.data as { groups: readonly { id: string }[] }).groups;
  await graph.must('POST', `/${made?.id}`, { body: { ...group, subject: 'Choir' } });
  await graph.control('POST', `/users/${CUSTOMER}/number`, { number: '15557770009' });
}

/** What a webhook is called in the report. */
function kindOf(value: Readonly<Record<string, unknown>>): string {
  if (value.messages) return 'an inbound message';
  if (value.groups) return 'a group event';
  const [status] = (value.statuses ?? []) as readonly { status: string }[];
  return `the status ${status?.status}`;
}

export async function judgeWebhooks(operation: ApiOperation, check: CheckAnswer): Promise<readonly Mismatch[]> {
  const schema = operation.bodies[0]?.schema ?? {};
  const [graph, receiver] = await Promise.all([openGraph(), receiveWebhooks()]);
  try {
    await graph.deliverTo(receiver.url);
    await receiveText(graph);
    await sendText(graph);
    await graph.soon(`${DELIVERIES} webhooks`, async () => receiver.webhooks.length >= DELIVERIES || undefined);
    await causeTheRest(graph);
    const count = DELIVERIES + INBOUND.length + OTHER_EVENTS;
    await graph.soon(`${count} webhooks`, async () => receiver.webhooks.length >= count || undefined);
    return receiver.webhooks.flatMap(({ rawBody, value }) =>
      named(kindOf(value), check(schema, JSON.parse(rawBody.toString()))),
    );
  } catch (error) {
    if (error instanceof Unprepared) return [{ aspect: 'unprepared', text: error.message }];
    throw error;
  } finally {
    await graph.close();
    await receiver.close();
  }
}
