import { expect, test } from 'vitest';
import { waId, wamid } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { contentError } from '../../../../mock-server/errors/graph-error.js';
import { createPayloads, type StatusUpdate } from '../../../../mock-server/webhooks/payloads.js';
import { userIdOf } from '../../../../mock-server/world/bsuid.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

const world = createWorld(defaultCredentials, createRandom(1));
const payloads = createPayloads(world);
const user = waId('15557770001');
const userId = userIdOf(defaultCredentials.businessId, user);
const at = Date.UTC(2026, 10, 22, 12, 0, 0, 999);

const inEnvelope = (value: Record<string, unknown>) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '200000000000001',
      changes: [
        {
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '15550100001', phone_number_id: '100000000000001' },
            ...value,
          },
          field: 'messages',
        },
      ],
    },
  ],
});

test('a message from a user: envelope, contact and message, as Meta builds them', () => {
  const body = payloads.message({
    phoneNumberId: defaultCredentials.phoneNumberId,
    user,
    name: 'Ann',
    message: wamid('wamid.in'),
    content: { type: 'text', text: { body: 'hi' }, context: { id: 'wamid.before' } },
    writtenAt: at,
  });
  expect(JSON.parse(body.toString())).toEqual(
    inEnvelope({
      contacts: [{ profile: { name: 'Ann' }, wa_id: '15557770001', user_id: userId }],
      messages: [
        {
          from: '15557770001',
          from_user_id: userId,
          id: 'wamid.in',
          timestamp: '1795348800',
          type: 'text',
          text: { body: 'hi' },
          context: { id: 'wamid.before' },
        },
      ],
    }),
  );
});

test('the bytes are ASCII, whatever the name and the text', () => {
  const body = payloads.message({
    phoneNumberId: defaultCredentials.phoneNumberId,
    user,
    name: 'Zoë עִבְרִית 👩‍👩‍👧',
    message: wamid('wamid.in'),
    content: { type: 'text', text: { body: '5% < 6/7 @ñ\ud800' } },
    writtenAt: at,
  });
  expect(body.every((byte) => byte < 0x80)).toBe(true);
  const text = body.toString();
  expect(text).toContain('"body":"5\\u0025 \\u003C 6\\/7 \\u0040\\u00f1\\ud800"');
  expect(JSON.parse(text).entry[0].changes[0].value.contacts[0].profile.name).toBe('Zoë עִבְרִית 👩‍👩‍👧');
});

const statusOf = (parts: Partial<StatusUpdate>) =>
  JSON.parse(
    payloads
      .status({
        phoneNumberId: defaultCredentials.phoneNumberId,
        user,
        message: wamid('wamid.out'),
        status: 'sent',
        reachedAt: at,
        pricing: { billable: false, model: 'PMP', category: 'service', type: 'free_customer_service' },
        ...parts,
      })
      .toString(),
  );

const shared = { id: 'wamid.out', timestamp: '1795348800', recipient_id: '15557770001' };
const known = { ...shared, recipient_user_id: userId };
const contacts = [{ wa_id: '15557770001', user_id: userId }];
const pricing = { billable: false, pricing_model: 'PMP', category: 'service', type: 'free_customer_service' };

test('sent and delivered carry a price, read carries none', () => {
  expect(statusOf({ status: 'sent' })).toEqual(
    inEnvelope({ contacts, statuses: [{ ...known, status: 'sent', pricing }] }),
  );
  expect(statusOf({ status: 'delivered' })).toEqual(
    inEnvelope({ contacts, statuses: [{ ...known, status: 'delivered', pricing }] }),
  );
  expect(statusOf({ status: 'read' })).toEqual(inEnvelope({ contacts, statuses: [{ ...known, status: 'read' }] }));
});

test('callback data comes back as it was given', () => {
  expect(statusOf({ callbackData: 'job-7 é' }).entry[0].changes[0].value.statuses[0].biz_opaque_callback_data).toBe(
    'job-7 é',
  );
});

test('failed carries the error in its webhook form, and no contacts', () => {
  expect(statusOf({ status: 'failed', error: contentError(131026, 'Message Undeliverable.') })).toEqual(
    inEnvelope({
      statuses: [
        {
          ...shared,
          status: 'failed',
          errors: [
            {
              code: 131026,
              title: 'Message undeliverable',
              message: 'Message undeliverable',
              error_data: { details: 'Message Undeliverable.' },
              href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
            },
          ],
        },
      ],
    }),
  );
});

test('a message to a group names the group, and no user', () => {
  expect(statusOf({ status: 'sent', group: 'Y2Fw' })).toEqual(
    inEnvelope({
      statuses: [
        {
          ...shared,
          recipient_id: 'Y2Fw',
          recipient_type: 'group',
          status: 'sent',
          pricing,
        },
      ],
    }),
  );
});
