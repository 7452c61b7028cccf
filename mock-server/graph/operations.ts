/** Every operation that is simulated. Adding one is a line here and a function that decides. */

import { deleteAppSubscription, getAppSubscriptions, postAppSubscription } from './access/app-subscriptions.js';
import { getDebugToken } from './access/debug-token.js';
import { oauthOperations } from './access/oauth.js';
import { systemUserTokenOperations } from './access/system-user-tokens.js';
import { systemUserOperations } from './access/system-users.js';
import { userOperations } from './access/users.js';
import { getApp, getBusiness, getCurrentApp } from './accounts/accounts.js';
import { assignedUserOperations } from './accounts/assigned-users.js';
import { getSubscribedApps, subscribeApp, unsubscribeApp } from './accounts/subscribed-apps.js';
import { getWaba, postWaba } from './accounts/wabas.js';
import { getGroupAnalytics, getTemplateAnalytics, getTemplateGroupAnalytics } from './analytics/template-analytics.js';
import { logged } from './business/activity-log.js';
import { businessOperations } from './business/business.js';
import { getCallPermissions } from './calls/call-permissions.js';
import { postCalls } from './calls/calls.js';
import { createFlow } from './flows/create-flow.js';
import { getFlowAssets, getFlowJson, postFlowAssets } from './flows/flow-assets.js';
import { migrateFlows } from './flows/migrate-flows.js';
import { deleteFlow, deprecateFlow, publishFlow } from './flows/publish-flow.js';
import { getFlow, getFlows } from './flows/read-flows.js';
import { updateFlow } from './flows/update-flow.js';
import { groupOperations } from './groups/groups.js';
import { inviteLinkOperations } from './groups/invite-link.js';
import { joinRequestOperations } from './groups/join-requests.js';
import { participantOperations } from './groups/participants.js';
import { downloadOperations } from './media/downloads.js';
import { mediaOperations } from './media/media.js';
import { uploadOperations } from './media/uploads.js';
import { postEncryptedMessages } from './messages/encrypted-messages.js';
import { postMarketingMessages } from './messages/marketing-messages.js';
import { postMessages } from './messages/messages.js';
import { postThreadControl } from './messages/thread-control.js';
import { getBusinessProfile, postBusinessProfile } from './numbers/business-profile.js';
import { numberOperations } from './numbers/number-operations.js';
import { setPhoneNumber } from './numbers/phone-number-settings.js';
import { getPhoneNumber, getPhoneNumbers } from './numbers/phone-numbers.js';
import { deregister, register, requestCode, verifyCode } from './numbers/registration.js';
import type { Operation } from './operation.js';
import { compareTemplates } from './templates/compare-templates.js';
import { createTemplate } from './templates/create-template.js';
import { deleteTemplates } from './templates/delete-templates.js';
import { postTemplate } from './templates/edit-template.js';
import { migrateTemplates } from './templates/migrate-templates.js';
import { getTemplate, getTemplates } from './templates/read-templates.js';
import { getTemplateLibrary } from './templates/template-library.js';
import { getTemplatePreviews } from './templates/template-previews.js';
import { archiveTemplates, unarchiveTemplates, unpauseTemplate } from './templates/template-states.js';
import { upsertTemplates } from './templates/upsert-templates.js';

const all: readonly Operation[] = [
  postMessages,
  getPhoneNumber,
  getPhoneNumbers,
  requestCode,
  verifyCode,
  register,
  deregister,
  setPhoneNumber,
  getSubscribedApps,
  subscribeApp,
  unsubscribeApp,
  getAppSubscriptions,
  postAppSubscription,
  deleteAppSubscription,
  getBusinessProfile,
  postBusinessProfile,
  getWaba,
  postWaba,
  getTemplateAnalytics,
  getTemplateGroupAnalytics,
  getGroupAnalytics,
  createTemplate,
  getTemplates,
  deleteTemplates,
  getTemplate,
  postTemplate,
  upsertTemplates,
  migrateTemplates,
  archiveTemplates,
  unarchiveTemplates,
  unpauseTemplate,
  compareTemplates,
  getTemplatePreviews,
  getTemplateLibrary,
  getBusiness,
  getApp,
  getCurrentApp,
  getDebugToken,
  ...oauthOperations,
  ...userOperations,
  ...systemUserOperations,
  ...systemUserTokenOperations,
  ...assignedUserOperations,
  createFlow,
  getFlows,
  migrateFlows,
  getFlow,
  updateFlow,
  deleteFlow,
  publishFlow,
  deprecateFlow,
  getFlowAssets,
  postFlowAssets,
  getFlowJson,
  postMarketingMessages,
  postEncryptedMessages,
  postThreadControl,
  ...groupOperations,
  ...inviteLinkOperations,
  ...participantOperations,
  ...joinRequestOperations,
  postCalls,
  getCallPermissions,
  ...mediaOperations,
  ...uploadOperations,
  ...downloadOperations,
  ...businessOperations,
  ...numberOperations,
];

export const operations: readonly Operation[] = all.map(logged);
