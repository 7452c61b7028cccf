/**
 * The life of a flow: `POST /{flow-id}/publish`, `/deprecate`, and `DELETE /{flow-id}`. Not checked before publishing:
 * whether the endpoint answers its health check, and whether the account listens to the flows webhook.
 */
import type { GraphError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { encryptionKeys } from '../../world/encryption-keys.js';
import { type Flow, flows } from '../../world/flows.js';
import type { World } from '../../world/world.js';
import { onObject } from '../on-object.js';
import { change, refuse } from '../operation.js';
import { flowError } from './flow-error.js';
import { hasReached } from './json/versions.js';

const test = 'test/conformance/flows.test.ts';

const unfit = (title: string, words: string): GraphError => flowError(139002, title, words);

/** What a flow with an endpoint needs besides it. */
function refuseEndpointSetup({ wabaId, endpointUri, json }: Flow, world: World): GraphError | undefined {
  if (json?.dataApiVersion === undefined) return undefined;
  if (!hasReached(json.version ?? '', '3.0')) {
    if (json.dataChannelUri === undefined)
      return unfit('Publishing Flow without data_channel_uri', 'Set the data_channel_uri property of the Flow JSON.');
  } else if (endpointUri === '')
    return unfit(
      'Publishing without specifying endpoint_uri is forbidden',
      'Please set endpoint_uri property for a Flow before publishing.',
    );
  const own = world
    .of(numbers)
    .all()
    .filter((number) => number.wabaId === wabaId);
  if (own.length === 0)
    return unfit(
      'No Phone Number connected to WhatsApp Business Account',
      'Add a phone number to your WhatsApp Business Account before you publish a flow.',
    );
  return own.some(({ id }) => world.of(encryptionKeys).get(id) !== undefined)
    ? undefined
    : unfit(
        'Missing Flows Signed Public Key',
        'You need to upload and sign a public key to a phone number before you can publish a flow.',
      );
}

/** Why a flow cannot be published now. */
export function refusePublishing(flow: Flow, world: World): GraphError | undefined {
  if (flow.status !== 'DRAFT')
    return unfit('Publishing Flow in invalid state', 'Only a Flow in DRAFT status can be published.');
  if (!flow.json || flow.json.errors.length > 0)
    return unfit(
      'Publishing Flow with validation errors',
      flow.json
        ? 'You tried to publish a draft Flow that has validation errors. Resolve them and try again.'
        : 'You tried to publish a draft Flow without Flow JSON.',
    );
  return refuseEndpointSetup(flow, world);
}

export const publishFlow = onObject(
  flows,
  {
    route: 'POST /{flow-id}/publish',
    about: { summary: 'Publishes a draft without mistakes; it never changes again.', source: 'documented', test },
  },
  (flow, _request, world, all) => {
    const refusal = refusePublishing(flow, world);
    return refusal ? refuse(refusal) : change(() => all.update(flow.id, { status: 'PUBLISHED' }));
  },
);

export const deprecateFlow = onObject(
  flows,
  {
    route: 'POST /{flow-id}/deprecate',
    about: { summary: 'Deprecates a published flow: it can no longer be sent.', source: 'documented', test },
  },
  ({ id, status }, _request, _world, all) => {
    if (status === 'DEPRECATED')
      return refuse(flowError(139003, 'Flow is already deprecated', 'The Flow is already in DEPRECATED status.'));
    if (status === 'DRAFT')
      return refuse(
        flowError(
          139003,
          "Can't deprecate unpublished flow",
          'Only a published Flow can be deprecated. Delete it instead.',
        ),
      );
    return change(() => all.update(id, { status: 'DEPRECATED' }));
  },
);

export const deleteFlow = onObject(
  flows,
  {
    route: 'DELETE /{flow-id}',
    about: { summary: 'Deletes a draft.', source: 'documented', test },
  },
  ({ id, status }, _request, _world, all) =>
    status === 'DRAFT'
      ? change(() => void all.remove(id))
      : refuse(
          flowError(
            139004,
            "Can't delete published Flow",
            'After a Flow has been published, it cannot be deleted. Please deprecate instead.',
          ),
        ),
);
