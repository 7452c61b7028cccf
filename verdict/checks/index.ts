/** Every check by its name, in the order in which reports show them. */
import type { Check } from '../check.js';
import { acknowledgesFast } from './acknowledges-fast.js';
import { acknowledgesIndependently } from './acknowledges-independently.js';
import { backsOff } from './backs-off.js';
import { boundedRetries } from './bounded-retries.js';
import { effectsOnce } from './effects-once.js';
import { givesUpOnPermanent } from './gives-up-on-permanent.js';
import { handlesBatches } from './handles-batches.js';
import { handlesLateFailures } from './handles-late-failures.js';
import { honoursRetryAfter } from './honours-retry-after.js';
import { ignoresStaleBacklog } from './ignores-stale-backlog.js';
import { keepsToken } from './keeps-token.js';
import { keepsWindow } from './keeps-window.js';
import { knowsUsersWithoutPhone } from './knows-users-without-phone.js';
import { nothingLost } from './nothing-lost.js';
import { opensCircuit } from './opens-circuit.js';
import { orderedPerUser } from './ordered-per-user.js';
import { recovers } from './recovers.js';
import { recoversMedia } from './recovers-media.js';
import { respectsPairRate } from './respects-pair-rate.js';
import { reusesConnections } from './reuses-connections.js';
import { rightRecipient } from './right-recipient.js';
import { sendsOnce } from './sends-once.js';
import { sendsValid } from './sends-valid.js';
import { stopsCampaign } from './stops-campaign.js';
import { survivesCrash } from './survives-crash.js';
import { sustainsThroughput } from './sustains-throughput.js';
import { toleratesUnknown } from './tolerates-unknown.js';
import { usesLivingVersion } from './uses-living-version.js';
import { verifiesSignature } from './verifies-signature.js';
import { verifiesSubscription } from './verifies-subscription.js';

export const checks = {
  'acknowledges-fast': acknowledgesFast,
  'acknowledges-independently': acknowledgesIndependently,
  'handles-batches': handlesBatches,
  'effects-once': effectsOnce,
  'nothing-lost': nothingLost,
  'survives-crash': survivesCrash,
  'sends-once': sendsOnce,
  'backs-off': backsOff,
  'honours-retry-after': honoursRetryAfter,
  'respects-pair-rate': respectsPairRate,
  'gives-up-on-permanent': givesUpOnPermanent,
  'bounded-retries': boundedRetries,
  'opens-circuit': opensCircuit,
  recovers,
  'recovers-media': recoversMedia,
  'ignores-stale-backlog': ignoresStaleBacklog,
  'stops-campaign': stopsCampaign,
  'keeps-token': keepsToken,
  'handles-late-failures': handlesLateFailures,
  'verifies-signature': verifiesSignature,
  'verifies-subscription': verifiesSubscription,
  'right-recipient': rightRecipient,
  'sends-valid': sendsValid,
  'tolerates-unknown': toleratesUnknown,
  'knows-users-without-phone': knowsUsersWithoutPhone,
  'ordered-per-user': orderedPerUser,
  'keeps-window': keepsWindow,
  'uses-living-version': usesLivingVersion,
  'sustains-throughput': sustainsThroughput,
  'reuses-connections': reusesConnections,
} as const satisfies Readonly<Record<string, Check>>;

export type CheckName = keyof typeof checks;
