/**
 * A button that opens a flow, named by id or by name, not both; a label of 30 characters without emoji; first screen
 * and data only when navigating. The flow is one of the account's and published, or a draft that is sent as one (131009).
 */
import { contentError, type GraphError } from '../../../errors/graph-error.js';
import { type Flow, flows } from '../../../world/flows.js';
import type { World } from '../../../world/world.js';
import { object, string } from '../../parameters.js';
import { type Content, firstRefusal, invalid, missing } from '../message-type.js';
import { EVERY_HEADER, type InteractiveKind, namedAction, parametersOf, refuseText } from './kind.js';

function refuseIdentity({ flow_id, flow_name }: Content): GraphError | undefined {
  if (!flow_id && !flow_name) return missing('flow_id or flow_name is missing');
  return flow_id && flow_name ? invalid('Only one of flow_id and flow_name is allowed') : undefined;
}

function refusePayload({ flow_action = 'navigate', flow_action_payload }: Content): GraphError | undefined {
  if (flow_action_payload === undefined) return undefined;
  if (String(flow_action).toLowerCase() !== 'navigate')
    return invalid('flow_action_payload is allowed only if flow_action is navigate');
  const { data } = flow_action_payload as { readonly data?: object };
  return data !== undefined && Object.keys(data).length === 0
    ? invalid('flow_action_payload data must be a non-empty object')
    : undefined;
}

function flowNamed({ flow_id, flow_name }: Content, wabaId: string, world: World): Flow | undefined {
  const all = world.of(flows);
  const found = flow_id ? all.get(String(flow_id)) : all.all().find(({ name }) => name === flow_name);
  return found?.wabaId === wabaId ? found : undefined;
}

/** How many messages an hour a throttled flow may still have is not counted: it has none (assumed). */
function refuseStatus({ status }: Flow, mode: unknown): GraphError | undefined {
  switch (status) {
    case 'PUBLISHED':
      return undefined;
    case 'DRAFT':
      return String(mode).toLowerCase() === 'draft'
        ? undefined
        : invalid('Flow is not published: only a message with mode draft can carry it');
    case 'BLOCKED':
      return contentError(132068, 'Flow is in BLOCKED state.');
    case 'THROTTLED':
      return contentError(132069, 'Flow is in THROTTLED state.');
    case 'DEPRECATED':
      return invalid('Flow is deprecated');
    default:
      return status satisfies never;
  }
}

export const flow: InteractiveKind = {
  headers: EVERY_HEADER,
  action: namedAction('flow', {
    flow_message_version: string(),
    flow_id: string(),
    flow_name: string(),
    flow_cta: string(),
    flow_token: string(),
    mode: string({ oneOf: ['draft', 'published'] }),
    flow_action: string({ oneOf: ['navigate', 'data_exchange'] }),
    flow_action_payload: object({ screen: string(), data: object({}, { open: true }) }, { open: true }),
  }),
  refuse(content) {
    const parameters = parametersOf(content);
    const { flow_message_version: version, flow_cta: label } = parameters;
    return firstRefusal(
      () => refuseText(version, { label: 'flow_message_version' }),
      () => (version === '3' ? undefined : invalid('flow_message_version must be 3')),
      () => refuseIdentity(parameters),
      () => refuseText(label, { label: 'flow_cta', max: 30 }),
      () => (/\p{Extended_Pictographic}/u.test(String(label)) ? invalid('flow_cta must not contain emoji') : undefined),
      () => refusePayload(parameters),
    );
  },
  forbid(content, world, { from }) {
    const parameters = parametersOf(content);
    const found = flowNamed(parameters, from.wabaId, world);
    if (found) return refuseStatus(found, parameters.mode);
    return invalid(`Flow does not exist: ${String(parameters.flow_id ?? parameters.flow_name)}`);
  },
  words: (content) => [parametersOf(content).flow_cta],
};
