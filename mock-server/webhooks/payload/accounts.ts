/**
 * Webhooks about accounts and what belongs to them besides numbers: partners, solutions, ways to be paid, flows. Some go
 * to a business under its own id instead of the account's. Not modelled: alerts of a flow's endpoint come only when they
 * are asked for by name.
 */
import { apps, type Waba, wabas } from '../../world/accounts.js';
import type { Flow } from '../../world/flows.js';
import type { OnboardingRequest } from '../../world/intents.js';
import type { PlatformEvent } from '../../world/outbox.js';
import type { PaymentConfiguration } from '../../world/payment-configurations.js';
import type { Solution } from '../../world/solutions.js';
import { NOTHING, secondsOf, type Tells } from './told.js';

const partnerEvent = ({ id, businessId }: Waba, event: string, partner: string): PlatformEvent => ({
  field: 'account_update',
  wabaId: id,
  entryId: partner,
  value: { event, waba_info: { waba_id: id, owner_business_id: businessId } },
});

/** `May 2, 2026`: a date in prose, as Meta's samples have it. */
const proseDate = (ms: number): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(ms);

/** What an account hears when Meta restricts it, bans it or lets it go on. */
function restrictionValue(before: Waba, { restriction }: Waba, now: number): PlatformEvent['value'] | undefined {
  const was = before.restriction?.state;
  const is = restriction?.state;
  if (was === is) return undefined;
  if (restriction === undefined)
    return was === 'restricted'
      ? undefined
      : { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE', waba_ban_date: proseDate(now) } };
  if (restriction.state !== 'restricted')
    return { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: proseDate(now) } };
  return {
    event: 'ACCOUNT_RESTRICTION',
    restriction_info: [
      {
        restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
        ...(restriction.until !== undefined && { expiration: secondsOf(restriction.until) }),
      },
    ],
  };
}

export const wabaEvents: Tells<Waba> = (before, after, world) => {
  if (!before || !after) return NOTHING;
  const [was, is] = [before.sharedWith ?? [], after.sharedWith ?? []];
  const value = restrictionValue(before, after, world.now());
  return [
    ...is.filter((partner) => !was.includes(partner)).map((partner) => partnerEvent(after, 'PARTNER_ADDED', partner)),
    ...was.filter((partner) => !is.includes(partner)).map((partner) => partnerEvent(after, 'PARTNER_REMOVED', partner)),
    ...(value ? [{ field: 'account_update' as const, wabaId: after.id, value }] : []),
  ];
};

/** A business has taken the terms of Marketing Messages: each of its accounts is told. */
export const onboardingEvents: Tells<OnboardingRequest> = (before, after, world) =>
  before || !after
    ? NOTHING
    : world
        .of(wabas)
        .all()
        .filter(({ businessId }) => businessId === after.businessId)
        .map(({ id }) => ({ field: 'account_update', wabaId: id, value: { event: 'MM_LITE_TERMS_SIGNED' } }));

/** What the webhook calls the state of a solution; a request that is pending shows first. */
const solutionStatus = ({ status, pending }: Solution): string =>
  pending === 'PENDING_DEACTIVATION' ? pending : status;

export const solutionEvents: Tells<Solution> = (before, after, world) => {
  if (!after || (before && solutionStatus(before) === solutionStatus(after))) return NOTHING;
  const value = {
    event: before ? 'SOLUTION_UPDATED' : 'SOLUTION_CREATED',
    solution_id: after.id,
    solution_status: solutionStatus(after),
  };
  const allApps = world.of(apps);
  const parties = [after.ownerAppId, after.partnerAppId].map((app) => allApps.get(app)?.businessId);
  return [...new Set(parties)].flatMap((business): PlatformEvent[] => {
    // An app hears it through an account of its own business.
    const own = world
      .of(wabas)
      .all()
      .find(({ businessId }) => businessId === business);
    return own && business !== undefined
      ? [{ field: 'partner_solutions', wabaId: own.id, entryId: business, value }]
      : [];
  });
};

export const paymentEvents: Tells<PaymentConfiguration> = (before, after) => {
  if (!after || before?.status === after.status) return NOTHING;
  const value = {
    configuration_name: after.name,
    provider_name: after.providerName,
    ...(after.merchantVpa !== undefined && { provider_mid: after.merchantVpa }),
    status: after.status.replace('_', ' '),
    created_timestamp: secondsOf(after.createdAt),
    updated_timestamp: secondsOf(after.updatedAt),
  };
  return [{ field: 'payment_configuration_update', wabaId: after.wabaId, value }];
};

export const flowEvents: Tells<Flow> = (before, after) => {
  if (!before || !after || before.status === after.status) return NOTHING;
  const value = {
    event: 'FLOW_STATUS_CHANGE',
    message: `Flow ${after.name} changed status from ${before.status} to ${after.status}`,
    flow_id: after.id,
    old_status: before.status,
    new_status: after.status,
  };
  return [{ field: 'flows', wabaId: after.wabaId, value }];
};
