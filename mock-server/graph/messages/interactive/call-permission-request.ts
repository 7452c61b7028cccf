/** Asks for permission to call; the body may be absent. Limits per user (138009, 138017) are not enforced: no calls yet. */
import { type InteractiveKind, namedAction } from './kind.js';

export const callPermissionRequest: InteractiveKind = {
  bodyOptional: true,
  action: namedAction('call_permission_request'),
};
