/**
 * `GET`, `POST /{flow-id}/assets` and the address from which the JSON is downloaded. The download gives the JSON anew,
 * not the bytes that were uploaded; a text that is no JSON cannot be downloaded. The address needs no token and does not
 * run out.
 */
import { parameterError } from '../../errors/graph-error.js';
import { type Flow, flows } from '../../world/flows.js';
import { digest } from '../digest.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { missingObject } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type Operation, refuse, reply } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { LARGEST_JSON_BYTES, readFlowJson, refuseSize } from './flow-rules.js';
import { cannotUpdate } from './update-flow.js';

const test = 'test/conformance/flows.test.ts';
const DOWNLOADS = '/flow_json/';

/** Whoever has the name of the file may read it, as with Meta's signed addresses. */
const fileNameOf = ({ id, json }: Flow): string => `${id}.${digest(`flow.json/${id}/${json?.text.length ?? 0}`)}`;

const assetOf = (flow: Flow, address: string): NodeFields => ({
  defaults: ['name', 'asset_type', 'download_url'],
  all: {
    name: 'flow.json',
    asset_type: 'FLOW_JSON',
    download_url: new URL(`${DOWNLOADS}${fileNameOf(flow)}`, address).href,
  },
});

export const getFlowAssets = onObject(
  flows,
  {
    route: 'GET /{flow-id}/assets',
    about: { summary: "The flow's JSON as a file to download.", source: 'documented', test },
  },
  (flow, request) => readEdge('flow', flow.json ? [assetOf(flow, request.address())] : [], request),
);

export const postFlowAssets = onObject(
  flows,
  {
    route: 'POST /{flow-id}/assets',
    about: { summary: "Uploads the flow's JSON and says what is wrong in it.", source: 'documented', test },
    takesText: LARGEST_JSON_BYTES,
    accepts: {
      name: string({ required: true, oneOf: ['flow.json'] }),
      asset_type: string({ required: true, oneOf: ['flow_json'] }),
      file: string({ required: true }),
    },
  },
  (flow, { parameters }, world, all) => {
    const text = textOf(parameters, 'file') ?? '';
    const refusal = flow.status === 'DRAFT' ? refuseSize(text, 'file', world, flow) : cannotUpdate();
    if (refusal) return refuse(refusal);
    const json = readFlowJson(text);
    return reply(() => {
      all.update(flow.id, { json });
      return { success: true, validation_errors: json.errors };
    });
  },
);

export const getFlowJson: Operation = {
  route: `GET ${DOWNLOADS}{file-name}`,
  about: { summary: "Downloads a flow's JSON from the address that its assets name.", source: 'assumed', test },
  needs: 'none',
  decide({ ids }, world) {
    const name = ids['file-name'] ?? '';
    const flow = world.of(flows).get(name.split('.')[0] ?? '');
    if (!flow?.json || fileNameOf(flow) !== name) return refuse(missingObject('GET', name));
    if (flow.json.errors.some(({ error }) => error === 'INVALID_FLOW_JSON'))
      return refuse(parameterError('The Flow JSON of this flow cannot be parsed.'));
    const { text } = flow.json;
    return reply(() => JSON.parse(text) as object);
  },
};
