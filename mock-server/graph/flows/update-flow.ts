/**
 * `POST /{flow-id}`: name, categories, endpoint and app of a flow. Of a published one only the endpoint and the app may
 * change (documented for the content; assumed for the rest).
 */

import { parameterError } from '../../errors/graph-error.js';
import { apps } from '../../world/accounts.js';
import { type Flow, flows } from '../../world/flows.js';
import { textOf, textsOf } from '../given.js';
import { onObject } from '../on-object.js';
import { change, refuse } from '../operation.js';
import { string } from '../parameters.js';
import { flowError } from './flow-error.js';
import {
  categoriesOf,
  categoriesShape,
  nameShape,
  refuseCategories,
  refuseEndpoint,
  refuseName,
} from './flow-rules.js';

export const cannotUpdate = () =>
  flowError(139001, "Flow can't be updated", 'You attempted to update a Flow that has already been published.');

export const updateFlow = onObject(
  flows,
  {
    route: 'POST /{flow-id}',
    about: {
      summary: 'Changes what a flow is called and where its data come from.',
      source: 'documented',
      test: 'test/conformance/flows.test.ts',
    },
    accepts: {
      name: nameShape(false),
      categories: categoriesShape,
      endpoint_uri: string(),
      application_id: string(),
    },
  },
  (flow, { parameters }, world, all) => {
    const [name, endpoint, app] = ['name', 'endpoint_uri', 'application_id'].map((it) => textOf(parameters, it));
    const categories = textsOf(parameters, 'categories');
    if (name === '') return refuse(parameterError('Param name must not be empty.'));
    if (flow.status !== 'DRAFT' && (name !== undefined || categories !== undefined)) return refuse(cannotUpdate());
    const refusal =
      refuseCategories(categories) ??
      (name === undefined ? undefined : refuseName(name, flow.wabaId, world, flow.id)) ??
      (endpoint === undefined ? undefined : refuseEndpoint(endpoint, flow.json, 139001)) ??
      (app !== undefined && !world.of(apps).get(app)
        ? parameterError(`Param application_id is not an application - got "${app}".`)
        : undefined);
    if (refusal) return refuse(refusal);
    const changes: Partial<Flow> = {
      ...(name !== undefined && { name }),
      ...(categories !== undefined && { categories: categoriesOf(categories) }),
      ...(endpoint !== undefined && { endpointUri: endpoint }),
      ...(app !== undefined && { applicationId: app }),
    };
    return change(() => all.update(flow.id, changes));
  },
);
