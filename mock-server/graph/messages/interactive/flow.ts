/**
 * A button that opens a flow, named by id or by name, not both; a label of 30 characters without emoji; first screen
 * and data only when navigating. Whether the flow exists and is published (131009) is not looked at.
 */
import type { GraphError } from '../../../errors/graph-error.js';
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
  words: (content) => [parametersOf(content).flow_cta],
};
