/**
 * `POST` and `GET /{waba-id}/dataset`, `GET /{dataset-id}`: the dataset for conversion events of an account. Each
 * account has one at most: asking again gives the same one. Events (`POST /{dataset-id}/events`) are not simulated.
 */
import { wabas } from '../../world/accounts.js';
import { datasets } from '../../world/datasets.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, reply } from '../operation.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { refuseFull, textBetween } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/datasets.test.ts',
});

const fieldsOf = ({ id, name }: { readonly id: string; readonly name: string }): NodeFields => ({
  defaults: ['name'],
  all: { id, name },
});

export const createDataset = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/dataset',
    about: about('The dataset of an account, made when there is none.'),
    accepts: { dataset_name: textBetween(1, 255) },
  },
  (waba, { parameters }, world) => {
    const all = world.of(datasets);
    const known = all.all().find(({ wabaId }) => wabaId === waba.id);
    if (!known && all.isFull()) return refuseFull('datasets');
    const name = textOf(parameters, 'dataset_name') ?? waba.name;
    return reply(() => ({ id: (known ?? all.add((id) => ({ id, wabaId: waba.id, name }))).id }));
  },
);

export const getDatasets = onObject(
  wabas,
  { route: 'GET /{waba-id}/dataset', about: about('The dataset of an account.') },
  (waba, request, world) => {
    const own = world
      .of(datasets)
      .all()
      .filter(({ wabaId }) => wabaId === waba.id);
    return readEdge('dataset', own.map(fieldsOf), request);
  },
);

export const getDataset = onObject(
  datasets,
  { route: 'GET /{dataset-id}', about: about('A dataset.') },
  (dataset, request) => readNode('dataset', fieldsOf(dataset), request),
);
