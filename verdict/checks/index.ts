/** Every check by its name, in the order in which reports show them. */
import type { Check } from '../check.js';
import { acknowledgesFast } from './acknowledges-fast.js';
import { backsOff } from './backs-off.js';
import { boundedRetries } from './bounded-retries.js';
import { effectsOnce } from './effects-once.js';
import { givesUpOnPermanent } from './gives-up-on-permanent.js';
import { nothingLost } from './nothing-lost.js';
import { rightRecipient } from './right-recipient.js';
import { sendsOnce } from './sends-once.js';
import { sendsValid } from './sends-valid.js';
import { sustainsThroughput } from './sustains-throughput.js';
import { verifiesSignature } from './verifies-signature.js';
import { verifiesSubscription } from './verifies-subscription.js';

export const checks = {
  'acknowledges-fast': acknowledgesFast,
  'effects-once': effectsOnce,
  'nothing-lost': nothingLost,
  'sends-once': sendsOnce,
  'backs-off': backsOff,
  'gives-up-on-permanent': givesUpOnPermanent,
  'bounded-retries': boundedRetries,
  'verifies-signature': verifiesSignature,
  'verifies-subscription': verifiesSubscription,
  'right-recipient': rightRecipient,
  'sends-valid': sendsValid,
  'sustains-throughput': sustainsThroughput,
} as const satisfies Readonly<Record<string, Check>>;

export type CheckName = keyof typeof checks;
