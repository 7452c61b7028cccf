/** A call as an operation sees it, without the socket that it came on. */
import type { GraphRequest } from '../../../../mock-server/graph/operation.js';

export const makeRequest = (
  parameters: GraphRequest['parameters'] = {},
  parts: Partial<GraphRequest> = {},
): GraphRequest => ({
  phoneNumberId: '',
  ids: {},
  parameters,
  files: {},
  caller: undefined,
  header: () => undefined,
  address: () => 'http://127.0.0.1/',
  ...parts,
});
