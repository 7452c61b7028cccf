/** What creating and changing a flow have in common: the shapes of its parameters, and the rules on them. */
import type { GraphError } from '../../errors/graph-error.js';
import { parameterError } from '../../errors/graph-error.js';
import { FLOW_CATEGORIES, FLOW_JSON_KEPT, type Flow, type FlowJson, flows } from '../../world/flows.js';
import type { World } from '../../world/world.js';
import { array, type Shape, string } from '../parameters.js';
import { flowError, flowParameterError } from './flow-error.js';
import { validateFlowJson } from './json/validate-flow-json.js';
import { hasReached } from './json/versions.js';

/** Meta, "Updating a Flow's Flow JSON". */
export const LARGEST_JSON_BYTES = 10 * 1_024 * 1_024;

export const categoriesShape = array(string({ oneOf: FLOW_CATEGORIES.map((name) => name.toLowerCase()) }));
export const nameShape = (required: boolean): Shape => string({ required, maxLength: 200 });

/** In Meta's spelling, each once; at least one. */
export const categoriesOf = (given: readonly string[]): readonly string[] => [
  ...new Set(given.map((name) => name.toUpperCase())),
];

export const refuseCategories = (given: readonly string[] | undefined): GraphError | undefined =>
  given?.length === 0 ? parameterError('Param categories must have at least 1 element.') : undefined;

/** @param id of the flow that has or gets the name. */
export function refuseName(name: string, wabaId: string, world: World, id = ''): GraphError | undefined {
  const twin = world
    .of(flows)
    .all()
    .find((flow) => flow.wabaId === wabaId && flow.name === name && flow.id !== id);
  return twin && flowParameterError('Flow name is not unique', 'Specify a different name for your flow.');
}

/** Whether the endpoint's address is one, and may be given for the flow's version. @param code of the refusal's kind. */
export function refuseEndpoint(uri: string, json: FlowJson | undefined, code: 100 | 139001): GraphError | undefined {
  if (!URL.canParse(uri) || !/^https?:/i.test(uri))
    return flowParameterError('Invalid Endpoint URI', 'The endpoint_uri must be a valid URL.');
  if (json?.version === undefined || hasReached(json.version, '3.0')) return undefined;
  const [title, words] = [
    'Specify Endpoint Uri in Flow JSON',
    'For Flow JSON versions below 3.0 the endpoint is the data_channel_uri property of the Flow JSON.',
  ];
  return code === 100 ? flowParameterError(title, words) : flowError(code, title, words);
}

/** Whether there is room for a flow's JSON, in the world and by Meta's limit. @param flow whose JSON it replaces. */
export function refuseSize(text: string, name: string, world: World, flow?: Flow): GraphError | undefined {
  if (Buffer.byteLength(text) > LARGEST_JSON_BYTES)
    return parameterError(`Param ${name} must be at most ${LARGEST_JSON_BYTES} bytes.`);
  let kept = text.length - (flow?.json?.text.length ?? 0);
  for (const { json } of world.of(flows).all()) kept += json?.text.length ?? 0;
  return kept > FLOW_JSON_KEPT
    ? parameterError(`waproof keeps at most ${FLOW_JSON_KEPT} characters of Flow JSON together.`)
    : undefined;
}

export const readFlowJson = (text: string): FlowJson => ({ text, ...validateFlowJson(text) });

export const isFull = (world: World): GraphError | undefined =>
  world.of(flows).isFull() ? parameterError('waproof keeps at most 1,000 flows.') : undefined;
