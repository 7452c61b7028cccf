/** Every collection of the world. Adding a kind of object is a file with its spec, and a line here. */
import { apps, businesses, numbers, users, wabas } from './accounts.js';
import { activities } from './activities.js';
import { appSyncs } from './app-syncs.js';
import { assignments } from './assignments.js';
import { blockedUsers } from './blocked-users.js';
import { callPermissions, calls } from './calls.js';
import { catalogs, connectedCatalogs, productSets, products } from './catalogs.js';
import { commerceSettings } from './commerce-settings.js';
import { complianceInfos } from './compliance.js';
import { contactRemovals } from './contact-book.js';
import { conversationalAutomations } from './conversational-automations.js';
import { creditAllocations, extendedCredits } from './credit.js';
import { datasets } from './datasets.js';
import { encryptionKeys } from './encryption-keys.js';
import { expiredVersions } from './expired-versions.js';
import { features } from './features.js';
import { flows } from './flows.js';
import { groups } from './groups.js';
import { heldMessages, templateFeedback, templatePacings, utilityPauses } from './held-messages.js';
import { migrationIntents, mobilityIntents, onboardingRequests } from './intents.js';
import { media } from './media.js';
import { numberBlocks, numberFeedback } from './number-feedback.js';
import { accountNumbers, bots, businessProfiles } from './number-nodes.js';
import { numberSettings } from './number-settings.js';
import { officialAccounts } from './official-accounts.js';
import { paymentConfigurations } from './payment-configurations.js';
import { portfolioLimits } from './portfolio-limits.js';
import { preverifiedNumbers } from './preverified-numbers.js';
import { qrCodes } from './qr-codes.js';
import { registrations } from './registrations.js';
import { ruleSettings } from './rule-settings.js';
import { schedules } from './schedules.js';
import { solutions } from './solutions.js';
import { appWebhooks, numberCallbacks, subscribedApps } from './subscriptions.js';
import { throughputUpgrades } from './throughput-upgrades.js';
import { codes, tokens } from './tokens.js';
import { uploadedAssets, uploadSessions } from './uploads.js';
import { numberUses, userNames } from './user-names.js';
import { userPreferences } from './user-preferences.js';
import { usernames } from './usernames.js';
import { verificationSubmissions } from './verification-submissions.js';
import { welcomeSequences } from './welcome-sequences.js';

export const collections = [
  businesses,
  apps,
  wabas,
  numbers,
  users,
  tokens,
  codes,
  assignments,
  appWebhooks,
  subscribedApps,
  numberCallbacks,
  activities,
  solutions,
  migrationIntents,
  mobilityIntents,
  onboardingRequests,
  preverifiedNumbers,
  extendedCredits,
  creditAllocations,
  verificationSubmissions,
  ruleSettings,
  expiredVersions,
  portfolioLimits,
  numberFeedback,
  numberBlocks,
  userPreferences,
  throughputUpgrades,
  schedules,
  welcomeSequences,
  paymentConfigurations,
  datasets,
  bots,
  businessProfiles,
  accountNumbers,
  groups,
  calls,
  callPermissions,
  flows,
  media,
  uploadSessions,
  uploadedAssets,
  qrCodes,
  blockedUsers,
  contactRemovals,
  commerceSettings,
  catalogs,
  products,
  productSets,
  connectedCatalogs,
  encryptionKeys,
  conversationalAutomations,
  usernames,
  numberSettings,
  officialAccounts,
  complianceInfos,
  appSyncs,
  registrations,
  features,
  userNames,
  numberUses,
  heldMessages,
  templatePacings,
  utilityPauses,
  templateFeedback,
] as const;
