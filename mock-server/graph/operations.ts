/** Every operation that is simulated. Adding one is a line here and a function that decides. */
import { getApp, getBusiness, getCurrentApp, getMe } from './accounts.js';
import { getBusinessProfile, postBusinessProfile } from './business-profile.js';
import { getDebugToken } from './debug-token.js';
import { postMessages } from './messages/messages.js';
import type { Operation } from './operation.js';
import { getPhoneNumber, getPhoneNumbers } from './phone-numbers.js';
import { deregister, register, requestCode, setPin, verifyCode } from './registration.js';
import { createTemplate } from './templates/create-template.js';
import { deleteTemplates } from './templates/delete-templates.js';
import { postTemplate } from './templates/edit-template.js';
import { getTemplate, getTemplates } from './templates/read-templates.js';
import { getWaba } from './wabas.js';

export const operations: readonly Operation[] = [
  postMessages,
  getPhoneNumber,
  getPhoneNumbers,
  requestCode,
  verifyCode,
  register,
  deregister,
  setPin,
  getBusinessProfile,
  postBusinessProfile,
  getWaba,
  createTemplate,
  getTemplates,
  deleteTemplates,
  getTemplate,
  postTemplate,
  getBusiness,
  getApp,
  getCurrentApp,
  getMe,
  getDebugToken,
];
