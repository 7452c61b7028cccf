/**
 * Graph's answer for an object that is not there, or not visible to the token: HTTP 400, never 404 (recorded live on
 * every verb), and its answer for a field or edge that an object of that kind does not have.
 */
import { type GraphError, graphError } from '../errors/graph-error.js';
import type { NodeKind } from '../world/nodes.js';

export { missingObject } from '../errors/missing-object.js';

/** Names of Graph's own types; those of WhatsApp are assumed. */
const TYPE_NAMES: Readonly<Record<NodeKind, string>> = {
  'phone-number': 'WhatsAppBusinessPhoneNumber',
  waba: 'WhatsAppBusinessAccount',
  business: 'Business',
  app: 'Application',
  user: 'User',
  template: 'WhatsAppMessageTemplate',
  media: 'WhatsAppMedia',
  upload: 'Upload',
  flow: 'WhatsAppFlow',
  group: 'WhatsAppGroup',
  catalog: 'ProductCatalog',
  'product-set': 'ProductSet',
  solution: 'WhatsAppBusinessSolution',
  'preverified-number': 'WhatsAppBusinessPreVerifiedPhoneNumber',
  'account-number': 'WhatsAppAccountNumber',
  'business-profile': 'WhatsAppBusinessProfile',
  'extended-credit': 'ExtendedCredit',
  'credit-allocation': 'ExtendedCreditAllocationConfig',
  'message-history': 'WhatsAppMessageHistory',
  'migration-intent': 'WhatsAppBusinessMigrationIntent',
  'mobility-intent': 'WhatsAppBusinessMobilityIntent',
  bot: 'WhatsAppBusinessBot',
  dataset: 'Dataset',
};

export const missingField = (field: string, kind: NodeKind): GraphError =>
  graphError(100, {
    message: `(#100) Tried accessing nonexisting field (${field}) on node type (${TYPE_NAMES[kind]})`,
  });
