/**
 * `POST /{phone-number-id}/marketing_messages` (Marketing Messages API): templates of the category MARKETING only. The
 * account counts as onboarded, so `product_policy` STRICT sends as well; that is assumed. Bids are taken and decide
 * nothing. Source: Meta, "Marketing Messages API: sending messages"; OpenAPI v23.0.
 */
import { contentError, type GraphError, parameterError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import type { World } from '../../world/world.js';
import { onObject } from '../on-object.js';
import { boolean, number, object, string } from '../parameters.js';
import { readFacts } from './envelope.js';
import { type Draft, decideSend, type SendEdge } from './send.js';
import { sentTemplateOf } from './sent-template.js';

function refuse({ from, addressee, type, content, parameters }: Draft, world: World): GraphError | undefined {
  if (addressee.group !== undefined)
    return parameterError('Param recipient_type must be one of {INDIVIDUAL} - got "group".');
  if (type !== 'template') return contentError(131055, 'Marketing Messages API takes messages of type template only.');
  const category = sentTemplateOf(from.wabaId, content, world)?.category;
  if (category !== undefined && category !== 'MARKETING')
    return contentError(134100, `Only marketing templates are supported, and this one is of category ${category}.`);
  if (addressee.userId !== undefined && parameters.bid_spec !== undefined)
    return contentError(131062, 'Business-scoped User ID (BSUID) recipients are not supported for this message.');
  return undefined;
}

const marketing: SendEdge = {
  parameters: {
    product_policy: string({ oneOf: ['cloud_api_fallback', 'strict'] }),
    message_activity_sharing: boolean,
    bid_spec: object({ per_message_bid_multiplier: number({ required: true }) }),
  },
  refuse,
  category: () => 'MARKETING_LITE',
};

export const postMarketingMessages = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}/marketing_messages',
    about: {
      summary: 'Sends a marketing template.',
      source: 'documented',
      test: 'test/conformance/marketing-messages.test.ts',
    },
    needs: 'whatsapp_business_messaging',
    facts: readFacts,
  },
  (from, request, world) => decideSend(marketing, from, request, world),
);
