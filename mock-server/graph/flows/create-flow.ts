/**
 * `POST /{waba-id}/flows`: a draft, empty, from a JSON or as a copy of another flow; published at once if that is asked
 * for and the JSON is in order. A copy takes what the call does not say from its source (assumed for the categories).
 * Not simulated: `clone_template`.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { type Waba, wabas } from '../../world/accounts.js';
import { type Flow, type FlowJson, flows } from '../../world/flows.js';
import type { World } from '../../world/world.js';
import { flagOf, textOf, textsOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type GraphRequest, refuse, reply } from '../operation.js';
import { boolean, string } from '../parameters.js';
import { flowParameterError } from './flow-error.js';
import {
  categoriesOf,
  categoriesShape,
  isFull,
  nameShape,
  readFlowJson,
  refuseCategories,
  refuseEndpoint,
  refuseName,
  refuseSize,
} from './flow-rules.js';
import { refusePublishing } from './publish-flow.js';

type Draft = Omit<Flow, 'id'>;

/** The flow to copy; a refusal when it is not there or not this business's. */
function sourceOf(id: string | undefined, { businessId }: Waba, world: World): Flow | GraphError | undefined {
  if (id === undefined) return undefined;
  const source = world.of(flows).get(id);
  return source && world.of(wabas).get(source.wabaId)?.businessId === businessId
    ? source
    : flowParameterError(
        'Flow with specified ID does not exist',
        `There is no Flow with the ID ${id} in your account.`,
      );
}

function draftOf(waba: Waba, request: GraphRequest, world: World, source: Flow | undefined): Draft {
  const { parameters, caller } = request;
  const text = textOf(parameters, 'flow_json');
  const json: FlowJson | undefined = text === undefined ? source?.json : readFlowJson(text);
  return {
    wabaId: waba.id,
    name: textOf(parameters, 'name') ?? '',
    categories: categoriesOf(textsOf(parameters, 'categories') ?? source?.categories ?? []),
    status: 'DRAFT',
    applicationId: caller?.appId ?? world.credentials.appId,
    endpointUri: textOf(parameters, 'endpoint_uri') ?? source?.endpointUri ?? '',
    ...(json && { json }),
    previewGeneration: 0,
    previewedAt: world.now(),
  };
}

function refuseGiven({ id }: Waba, { parameters }: GraphRequest, world: World): GraphError | undefined {
  const categories = textsOf(parameters, 'categories');
  const text = textOf(parameters, 'flow_json');
  if (categories === undefined && parameters.clone_flow_id === undefined)
    return parameterError('The parameter categories is required.');
  return (
    refuseCategories(categories) ??
    isFull(world) ??
    (text === undefined ? undefined : refuseSize(text, 'flow_json', world)) ??
    refuseName(textOf(parameters, 'name') ?? '', id, world)
  );
}

export const createFlow = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/flows',
    about: {
      summary: 'Creates a flow: empty, from a JSON, or as a copy.',
      source: 'documented',
      test: 'test/conformance/flows.test.ts',
    },
    accepts: {
      name: nameShape(true),
      categories: categoriesShape,
      clone_flow_id: string(),
      endpoint_uri: string(),
      flow_json: string(),
      publish: boolean,
    },
  },
  (waba, request, world, _wabas) => {
    const { parameters } = request;
    const refusal = refuseGiven(waba, request, world);
    if (refusal) return refuse(refusal);
    const source = sourceOf(textOf(parameters, 'clone_flow_id'), waba, world);
    if (source && 'code' in source) return refuse(source);
    const draft = draftOf(waba, request, world, source);
    const endpoint = textOf(parameters, 'endpoint_uri');
    const refused = endpoint === undefined ? undefined : refuseEndpoint(endpoint, draft.json, 100);
    if (refused) return refuse(refused);
    const isToPublish = flagOf(parameters, 'publish') === true && parameters.flow_json !== undefined;
    const isPublished = isToPublish && refusePublishing({ ...draft, id: '' }, world) === undefined;
    return reply(() => {
      const { id } = world.of(flows).add((id) => ({ ...draft, id, status: isPublished ? 'PUBLISHED' : 'DRAFT' }));
      return parameters.flow_json === undefined
        ? { id }
        : { id, success: !isToPublish || isPublished, validation_errors: draft.json?.errors ?? [] };
    });
  },
);
