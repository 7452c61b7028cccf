/** Graph's answer for an object that is not there, or that the token cannot see: HTTP 400, never 404 (recorded live). */
import { type GraphError, graphError } from './graph-error.js';

export const missingObject = (method: string, id: string): GraphError =>
  graphError(100, {
    subcode: 33,
    message:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
      'missing permissions, or does not support this operation. Please read the Graph API documentation at ' +
      'https://developers.facebook.com/docs/graph-api',
  });
