/**
 * Whether messages can be sent, entity by entity: `health_status` of accounts, numbers and templates. The whole is as
 * healthy as its sickest part. Errors and their advice as in Meta's "Health Status" page; payment is not looked at.
 */
import { type App, apps, type Business, businesses, type PhoneNumber, type Waba, wabas } from '../../world/accounts.js';
import type { World } from '../../world/world.js';

export type CanSend = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

export interface HealthEntity {
  readonly entity_type: 'PHONE_NUMBER' | 'WABA' | 'BUSINESS' | 'APP' | 'MESSAGE_TEMPLATE';
  readonly id: string;
  readonly can_send_message: CanSend;
  readonly errors?: readonly {
    readonly error_code: number;
    readonly error_description: string;
    readonly possible_solution: string;
  }[];
  readonly additional_info?: readonly string[];
}

const SICKEST_FIRST: readonly CanSend[] = ['BLOCKED', 'LIMITED'];

/** The whole, of its parts in Meta's order: number or template, account, business, app. */
export const healthOf = (entities: readonly HealthEntity[]) => ({
  can_send_message:
    SICKEST_FIRST.find((it) => entities.some((entity) => entity.can_send_message === it)) ?? 'AVAILABLE',
  entities,
});

function numberHealth({ id, status }: PhoneNumber): HealthEntity {
  if (status === 'CONNECTED') return { entity_type: 'PHONE_NUMBER', id, can_send_message: 'AVAILABLE' };
  return {
    entity_type: 'PHONE_NUMBER',
    id,
    can_send_message: 'BLOCKED',
    errors: [
      {
        error_code: 141_000,
        error_description: 'The phone number is not registered on the Cloud API.',
        possible_solution: 'Register the phone number.',
      },
    ],
  };
}

function businessHealth({ id, verificationStatus }: Business): HealthEntity {
  if (verificationStatus === 'verified') return { entity_type: 'BUSINESS', id, can_send_message: 'AVAILABLE' };
  return {
    entity_type: 'BUSINESS',
    id,
    can_send_message: 'LIMITED',
    errors: [
      {
        error_code: 141_010,
        error_description: 'The Business has not passed business verification.',
        possible_solution: 'Visit business settings and start or resolve the business verification request.',
      },
    ],
  };
}

const appHealth = ({ id }: App): HealthEntity => ({ entity_type: 'APP', id, can_send_message: 'AVAILABLE' });

/** The account, its business and the app that calls. */
export function accountHealth(waba: Waba, world: World, appId: string): readonly HealthEntity[] {
  const business = world.of(businesses).get(waba.businessId);
  const app = world.of(apps).get(appId);
  return [
    { entity_type: 'WABA', id: waba.id, can_send_message: 'AVAILABLE' },
    ...(business ? [businessHealth(business)] : []),
    ...(app ? [appHealth(app)] : []),
  ];
}

/** The health of a number, with what it belongs to. @param appId the app that calls */
export function healthOfNumber(number: PhoneNumber, world: World, appId: string) {
  const waba = world.of(wabas).get(number.wabaId);
  return healthOf([numberHealth(number), ...(waba ? accountHealth(waba, world, appId) : [])]);
}
