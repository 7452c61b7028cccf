import { expect, test } from 'vitest';
import { readFacts } from '../../../../../mock-server/graph/messages/envelope.js';

const send = { messaging_product: 'whatsapp', to: '15550100001' };

test.each([
  { what: 'a text', parameters: { type: 'text', context: { message_id: 'wamid.A' } }, answers: 'wamid.A' },
  { what: 'a text that answers nothing', parameters: { type: 'text' }, answers: undefined },
  {
    what: 'a reaction',
    parameters: { type: 'reaction', reaction: { message_id: 'wamid.B', emoji: '👍' } },
    answers: 'wamid.B',
  },
  {
    what: 'a reaction with a context, which has no meaning',
    parameters: { type: 'REACTION', reaction: '{"message_id":"wamid.B"}', context: { message_id: 'wamid.A' } },
    answers: 'wamid.B',
  },
])('$what names the message $answers', ({ parameters, answers }) => {
  expect(readFacts({ ...send, ...parameters }).answers).toBe(answers);
});
