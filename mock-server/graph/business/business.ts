/** The business side of the API: partners, clients and solutions, credit, verification, and what is rarely called. */
import type { Operation } from '../operation.js';
import { getActivities } from './activities.js';
import { getConnectedClients, onboardToMmLite } from './client-businesses.js';
import { deleteCreditAllocation, getCreditAllocation } from './credit-allocations.js';
import { createDataset, getDataset, getDatasets } from './datasets.js';
import {
  attachCredit,
  getCreditAllocations,
  getExtendedCredit,
  getExtendedCredits,
  shareAndAttachCredit,
  shareCredit,
} from './extended-credit.js';
import { getMigrationIntent, getWabaSolutions, setMigrationIntent } from './migration-intents.js';
import { getMobilityIntent, getMobilityIntents, postMobilityIntent, setMobilityIntent } from './mobility-intents.js';
import { getAccountNumber, getBot, getProfileNode, postProfileNode } from './number-nodes.js';
import { getOnBehalfRequests } from './on-behalf-requests.js';
import {
  createPaymentConfiguration,
  createPaymentLink,
  deletePaymentConfiguration,
  getPaymentConfiguration,
  getPaymentConfigurations,
  updatePaymentConfiguration,
} from './payment-configurations.js';
import { requestPreverifiedCode, verifyPreverifiedCode } from './preverified-codes.js';
import {
  addPhoneNumbers,
  deletePreverifiedNumber,
  getPreverifiedNumber,
  getPreverifiedNumbers,
} from './preverified-numbers.js';
import { getPreverifiedPartners, sharePreverifiedNumber, unsharePreverifiedNumber } from './preverified-sharing.js';
import { createSchedule, getSchedules } from './schedules.js';
import { getSolutionToken } from './solution-access.js';
import {
  acceptDeactivationRequest,
  acceptSolution,
  rejectDeactivationRequest,
  rejectSolution,
  sendDeactivationRequest,
} from './solution-requests.js';
import { createSolution, getAppSolutions, getSolution } from './solutions.js';
import { getVerificationSubmissions, selfCertifyBusiness } from './verification-submissions.js';
import { getClientWabas, getOwnedWabas } from './waba-lists.js';
import { deleteWelcomeSequence, getWelcomeSequences, postWelcomeSequence } from './welcome-sequences.js';

export const businessOperations: readonly Operation[] = [
  getOwnedWabas,
  getClientWabas,
  getActivities,
  getConnectedClients,
  onboardToMmLite,
  createSolution,
  getAppSolutions,
  getSolution,
  getSolutionToken,
  acceptSolution,
  rejectSolution,
  sendDeactivationRequest,
  acceptDeactivationRequest,
  rejectDeactivationRequest,
  getWabaSolutions,
  setMigrationIntent,
  getMigrationIntent,
  getMobilityIntents,
  postMobilityIntent,
  setMobilityIntent,
  getMobilityIntent,
  getOnBehalfRequests,
  addPhoneNumbers,
  getPreverifiedNumbers,
  getPreverifiedNumber,
  deletePreverifiedNumber,
  requestPreverifiedCode,
  verifyPreverifiedCode,
  getPreverifiedPartners,
  sharePreverifiedNumber,
  unsharePreverifiedNumber,
  getExtendedCredits,
  getExtendedCredit,
  getCreditAllocations,
  shareAndAttachCredit,
  shareCredit,
  attachCredit,
  getCreditAllocation,
  deleteCreditAllocation,
  selfCertifyBusiness,
  getVerificationSubmissions,
  createSchedule,
  getSchedules,
  getWelcomeSequences,
  postWelcomeSequence,
  deleteWelcomeSequence,
  getPaymentConfigurations,
  getPaymentConfiguration,
  createPaymentConfiguration,
  updatePaymentConfiguration,
  createPaymentLink,
  deletePaymentConfiguration,
  createDataset,
  getDatasets,
  getDataset,
  getBot,
  getProfileNode,
  postProfileNode,
  getAccountNumber,
];
