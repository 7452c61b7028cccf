/** What belongs to a phone number besides its messages and media, and the catalogues that its account shows. */

import { blockUsersOperations } from '../block-users/block-users.js';
import { batchOperations } from '../catalog/batches.js';
import { catalogOperations } from '../catalog/catalogs.js';
import { productOperations } from '../catalog/products.js';
import type { Operation } from '../operation.js';
import { addNumber } from './add-number.js';
import { postAppSync } from './app-sync.js';
import { commerceSettingsOperations } from './commerce-settings.js';
import { complianceOperations } from './compliance.js';
import { contactBookOperations } from './contact-book.js';
import { conversationalAutomationOperations } from './conversational-automation.js';
import { encryptionKeyOperations } from './encryption-key.js';
import { messageHistoryOperations } from './message-history.js';
import { officialAccountOperations } from './official-account.js';
import { qrCodeOperations } from './qr-codes.js';
import { settingsOperations } from './settings.js';
import { usernameOperations } from './usernames.js';

export const numberOperations: readonly Operation[] = [
  addNumber,
  postAppSync,
  ...qrCodeOperations,
  ...blockUsersOperations,
  ...contactBookOperations,
  ...commerceSettingsOperations,
  ...catalogOperations,
  ...productOperations,
  ...batchOperations,
  ...encryptionKeyOperations,
  ...conversationalAutomationOperations,
  ...usernameOperations,
  ...settingsOperations,
  ...officialAccountOperations,
  ...complianceOperations,
  ...messageHistoryOperations,
];
