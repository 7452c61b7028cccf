/** Sides of a number that have ids of their own, over HTTP; and where a fresh mock tells these ids. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callsOf, PREVERIFIED, refused, SOLUTION } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

const NUMBER = '100000000000001';
const BOT = '710000000000001';
const PROFILE = '720000000000001';
const ACCOUNT_NUMBER = '730000000000001';

test('the bot says what the number’s automation was set to', async () => {
  expect((await get(BOT)).json).toEqual({ prompts: [], commands: [], enable_welcome_message: false, id: BOT });
  const commands = [{ command_name: 'help', command_description: 'Tells what can be asked' }];
  await post(`${NUMBER}/conversational_automation`, { prompts: ['Prices?'], commands });
  expect((await get(`${BOT}?fields=prompts,commands`)).json).toEqual({ prompts: ['Prices?'], commands, id: BOT });
});

test('the profile node and the number’s profile are one', async () => {
  const update = { messaging_product: 'whatsapp', about: 'Open 9-17', vertical: 'RETAIL' };
  expect((await get(PROFILE)).json).toEqual({ account_name: 'Waproof', messaging_product: 'whatsapp', id: PROFILE });
  expect((await post(PROFILE, update)).json).toEqual({ success: true });
  expect((await get(`${NUMBER}/whatsapp_business_profile?fields=about,vertical`)).json).toEqual({ data: [update] });
  await post(`${NUMBER}/whatsapp_business_profile`, { messaging_product: 'whatsapp', about: 'Closed' });
  expect((await get(`${PROFILE}?fields=about,vertical`)).json).toEqual({
    about: 'Closed',
    vertical: 'RETAIL',
    id: PROFILE,
  });
});

test('the profile node refuses what the number’s profile refuses', async () => {
  expect(await post(PROFILE, { about: 'x' })).toMatchObject(refused('The parameter messaging_product is required.'));
  expect(await post(PROFILE, { messaging_product: 'whatsapp', about: 'x'.repeat(140) })).toMatchObject(
    refused('at most 139 characters long'),
  );
});

test('the account’s number follows the number', async () => {
  expect((await get(ACCOUNT_NUMBER)).json).toEqual({
    display_phone_number: '+1 555 010 0001',
    status: 'CONNECTED',
    id: ACCOUNT_NUMBER,
  });
  expect((await get(`${ACCOUNT_NUMBER}?fields=country_code,country_dial_code,quality_rating`)).json).toEqual({
    country_code: 'US',
    country_dial_code: '1',
    quality_rating: 'GREEN',
    id: ACCOUNT_NUMBER,
  });
  await post(`${NUMBER}/deregister`);
  expect((await get(`${ACCOUNT_NUMBER}?fields=status,code_verification_status`)).json).not.toMatchObject({
    status: 'CONNECTED',
  });
});

test.each([
  [BOT, 'WhatsAppBusinessBot'],
  [PROFILE, 'WhatsAppBusinessProfile'],
  [ACCOUNT_NUMBER, 'WhatsAppAccountNumber'],
])('%s refuses a field that a %s does not have', async (id, type) => {
  expect(await get(`${id}?fields=colour`)).toMatchObject(refused(`nonexisting field (colour) on node type (${type})`));
});

test('the world tells the ids of what no call creates', async () => {
  const { json } = await graph.call('/_waproof/world', { method: 'GET' });
  expect(json).toMatchObject({
    nodes: {
      'phone-number': [NUMBER],
      waba: ['200000000000001', '210000000000001'],
      business: ['400000000000001', '410000000000001'],
      app: ['300000000000001', '310000000000001'],
      bot: [BOT],
      'business-profile': [PROFILE],
      'account-number': [ACCOUNT_NUMBER],
      solution: [SOLUTION],
      'preverified-number': [PREVERIFIED],
      'extended-credit': ['760000000000001'],
    },
  });
});
