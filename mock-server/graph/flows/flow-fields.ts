/**
 * The fields of a flow. The preview's address lives 30 days and leads nowhere here; figures about an endpoint need more
 * requests than a mock ever sends, so that `metric` is refused as for a young flow (139006).
 */
import { apps, businesses, numbers, wabas } from '../../world/accounts.js';
import type { Flow } from '../../world/flows.js';
import type { World } from '../../world/world.js';
import { graphTime } from '../business/given.js';
import { digest } from '../digest.js';
import type { Computed, NodeFields } from '../fields.js';
import { flowError } from './flow-error.js';

/** Meta, "Generate Web Preview URL". */
const PREVIEW_LIVES_MS = 30 * 24 * 3_600_000;
const DEFAULTS = ['id', 'name', 'status', 'categories', 'validation_errors'];

interface Health {
  readonly entity_type: string;
  readonly id: string;
  readonly can_send_message: 'AVAILABLE' | 'LIMITED' | 'BLOCKED';
  readonly errors?: readonly object[];
}

const blocked = (error_code: number, error_description: string, possible_solution: string) => ({
  can_send_message: 'BLOCKED' as const,
  errors: [{ error_code, error_description, possible_solution }],
});

function healthOf(flow: Flow, world: World, phoneNumberId: string | undefined): object {
  const waba = world.of(wabas).get(flow.wabaId);
  const owner = waba && world.of(businesses).get(waba.businessId);
  const number = phoneNumberId === undefined ? undefined : world.of(numbers).get(phoneNumberId);
  const isSendable = ['PUBLISHED', 'THROTTLED'].includes(flow.status) || (flow.status === 'DRAFT' && flow.json);
  const entities: Health[] = [
    {
      entity_type: 'FLOW',
      id: flow.id,
      ...(isSendable && (flow.json?.errors.length ?? 0) === 0
        ? { can_send_message: 'AVAILABLE' }
        : blocked(132068, 'The Flow cannot be sent in its present state.', 'Correct the Flow.')),
    },
    ...(number
      ? [
          {
            entity_type: 'PHONE_NUMBER',
            id: number.id,
            can_send_message: number.status === 'CONNECTED' ? 'AVAILABLE' : 'BLOCKED',
          } as const,
        ]
      : []),
    { entity_type: 'WABA', id: flow.wabaId, can_send_message: 'AVAILABLE' },
    ...(owner
      ? [
          {
            entity_type: 'BUSINESS',
            id: owner.id,
            can_send_message: owner.verificationStatus === 'verified' ? 'AVAILABLE' : 'LIMITED',
          } as const,
        ]
      : []),
    { entity_type: 'APP', id: flow.applicationId, can_send_message: 'AVAILABLE' },
  ];
  const worst = (['BLOCKED', 'LIMITED'] as const).find((state) => entities.some((it) => it.can_send_message === state));
  return { can_send_message: worst ?? 'AVAILABLE', entities };
}

/** The preview at a moment; made anew whenever the last one has run out. */
export function previewOf({ id, previewGeneration, previewedAt }: Flow, now: number): object {
  const renewals = Math.floor(Math.max(0, now - previewedAt) / PREVIEW_LIVES_MS);
  const token = `${digest(`${id}/${previewGeneration}`)}${digest(`${renewals}/${previewedAt}/${id}`)}`;
  return {
    preview_url: `https://business.facebook.com/wa/manage/flows/${id}/preview/?token=${token}`,
    expires_at: graphTime(previewedAt + (renewals + 1) * PREVIEW_LIVES_MS),
  };
}

/** `preview.invalidate(true)`: the old address is no longer good. */
export const renewedPreview = ({ previewGeneration }: Flow, now: number): Partial<Flow> => ({
  previewGeneration: previewGeneration + 1,
  previewedAt: now,
});

const metric = (): Computed => ({
  refusal: flowError(139006, 'Metrics threshold is not reached', 'Not enough data to provide flow metrics.'),
});

export function flowFields(flow: Flow, world: World): NodeFields {
  const waba = world.of(wabas).get(flow.wabaId);
  const app = world.of(apps).get(flow.applicationId);
  const endpoint = flow.endpointUri || flow.json?.dataChannelUri;
  return {
    defaults: DEFAULTS,
    all: {
      id: flow.id,
      name: flow.name,
      status: flow.status,
      categories: flow.categories,
      validation_errors: flow.json?.errors ?? [],
      json_version: flow.json?.version,
      data_api_version: flow.json?.dataApiVersion,
      endpoint_uri: endpoint,
      data_channel_uri: endpoint,
      whatsapp_business_account: waba && {
        id: waba.id,
        name: waba.name,
        currency: waba.currency,
        timezone_id: waba.timezoneId,
        message_template_namespace: `${waba.id}_waproof`,
      },
      application: app && { id: app.id, name: app.name, link: `https://www.facebook.com/games/?app_id=${app.id}` },
    },
    computed: {
      preview: () => ({ value: previewOf(flow, world.now()) }),
      health_status: ({ phone_number }) => ({ value: healthOf(flow, world, phone_number) }),
      metric,
    },
  };
}
