/**
 * `GET /debug_token?input_token=…`: what a token is good for. A token that is not valid is an answer too (HTTP 200,
 * `is_valid: false`). Expiry and granular scopes by asset are those of the mock's one system-user token.
 */
import { parameterError } from '../errors/graph-error.js';
import { apps, SYSTEM_USER_ID } from '../world/accounts.js';
import { type Operation, refuse, reply } from './operation.js';

const SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging', 'business_management', 'public_profile'];

export const getDebugToken: Operation = {
  route: 'GET /debug_token',
  about: {
    summary: 'What a token is good for.',
    source: 'documented',
    test: 'test/conformance/accounts.test.ts',
  },
  needs: 'any',
  decide({ parameters }, world) {
    const { credentials } = world;
    const { input_token: token } = parameters;
    if (typeof token !== 'string' || token === '')
      return refuse(parameterError('The parameter input_token is required.'));
    if (token !== credentials.accessToken)
      return reply(() => ({
        data: {
          error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
          is_valid: false,
          scopes: [],
        },
      }));
    return reply(() => ({
      data: {
        app_id: credentials.appId,
        type: 'SYSTEM_USER',
        application: world.of(apps).get(credentials.appId)?.name,
        data_access_expires_at: 0,
        expires_at: 0,
        is_valid: true,
        issued_at: 1_767_225_600,
        scopes: SCOPES,
        granular_scopes: SCOPES.slice(0, 2).map((scope) => ({ scope, target_ids: [credentials.wabaId] })),
        user_id: SYSTEM_USER_ID,
      },
    }));
  },
};
