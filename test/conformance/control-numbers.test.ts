/** `/_waproof/numbers/:id`: the rules of a number and its state, read and set. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PRODUCTION } from '../../mock-server/world/rule-settings.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { command } from './token-holder.js';

const NUMBER = '100000000000001';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock({ rules: {} });
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const show = async (id: string) => (await graph.call(`/_waproof/numbers/${id}`, { method: 'GET' })).json as object;

test('a fresh number has production’s figures, and nothing used up', async () => {
  const shown = await show(NUMBER);
  expect(shown).toMatchObject({
    id: NUMBER,
    off: [],
    quality: 'GREEN',
    status: 'CONNECTED',
    messagingLimit: 'TIER_UNLIMITED',
    throughputLevel: 'STANDARD',
    accountMode: 'LIVE',
    isCoexistence: false,
    counters: {
      messagesInLastSecond: 0,
      throughputPerSecond: 80,
      isUpgrading: false,
      registrationsIn72h: 0,
      deregistrationsIn72h: 0,
      accountCallsInLastHour: { '300000000000001': 0 },
      accountCallsPerHour: 5_000,
    },
  });
  expect(shown).toHaveProperty('figures', JSON.parse(JSON.stringify(PRODUCTION)));
});

test('counters show what was counted', async () => {
  await graph.send({ type: 'text', text: { body: 'hi' } });
  await graph.call(`/v23.0/${NUMBER}/deregister`, { body: {} });
  await graph.call(`/v23.0/${NUMBER}`, { method: 'GET' });
  expect(await show(NUMBER)).toMatchObject({
    status: 'DISCONNECTED',
    counters: { deregistrationsIn72h: 1, accountCallsInLastHour: { '300000000000001': 1 }, accountCallsPerHour: 200 },
  });
});

test('figures of a number go before those of all, and those before production’s', async () => {
  await command(graph, '/numbers/all', { figures: { pairBurst: 10, throughputPerSecond: 50 } });
  const own = await command(graph, `/numbers/${NUMBER}`, { figures: { pairBurst: 3 } });
  expect(own).toMatchObject({ figures: { pairBurst: 3, throughputPerSecond: 50, pairIntervalMs: 6_000 } });
  expect(await command(graph, `/numbers/${NUMBER}`, { figures: { pairBurst: null } })).toMatchObject({
    figures: { pairBurst: 10 },
  });
});

test('commands leave alone what they do not name, and a reset undoes them', async () => {
  await command(graph, `/numbers/${NUMBER}`, { off: ['pair-rate'], figures: { pairBurst: 3 }, isCoexistence: true });
  await command(graph, `/numbers/${NUMBER}`, { quality: 'RED' });
  expect(await show(NUMBER)).toMatchObject({
    quality: 'RED',
    isCoexistence: true,
    off: ['pair-rate'],
    figures: { pairBurst: 3 },
    counters: { throughputPerSecond: 20 },
  });
  await command(graph, '/world', {});
  expect(await show(NUMBER)).toMatchObject({
    quality: 'GREEN',
    isCoexistence: false,
    off: [],
    figures: { pairBurst: 45 },
  });
});

test('what Graph shows of the number is what was set', async () => {
  await command(graph, `/numbers/${NUMBER}`, { quality: 'YELLOW', messagingLimit: 'TIER_2K', accountMode: 'SANDBOX' });
  const fields = 'quality_rating,whatsapp_business_manager_messaging_limit,account_mode';
  expect((await graph.call(`/v23.0/${NUMBER}?fields=${fields}`, { method: 'GET' })).json).toEqual({
    quality_rating: 'YELLOW',
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
    account_mode: 'SANDBOX',
    id: NUMBER,
  });
});

test('a throughput that is taken back ends the upgrade on its way', async () => {
  await command(graph, `/numbers/${NUMBER}`, { throughputLevel: 'HIGH' });
  expect(await command(graph, `/numbers/${NUMBER}`, { throughputLevel: 'STANDARD' })).toMatchObject({
    throughputLevel: 'STANDARD',
    counters: { isUpgrading: false },
  });
});

describe('a mistake names itself', () => {
  test.each([
    [NUMBER, { figures: { pairBurts: 3 } }, 'unknown figure "pairBurts": did you mean pairBurst?'],
    [NUMBER, { figures: { pairBurst: -1 } }, 'figures.pairBurst: expected a number that is not negative'],
    [NUMBER, { figures: { pairBurst: 'many' } }, 'figures.pairBurst: expected a number that is not negative'],
    [NUMBER, { figures: { pairBurst: 1.5 } }, 'figures.pairBurst: expected a whole number'],
    [NUMBER, { figures: { experimentShare: 2 } }, 'figures.experimentShare: expected a share from 0 to 1'],
    [NUMBER, { figures: { appCallsPerHour: 1 } }, 'appCallsPerHour: belongs to no number, set it for all'],
    [NUMBER, { off: ['pair-rat'] }, 'unknown rule "pair-rat": did you mean pair-rate?'],
    [NUMBER, { quality: 'PURPLE' }, 'quality: '],
    [NUMBER, { colour: 'red' }, '"colour"'],
    ['all', { quality: 'RED' }, '"quality"'],
    ['42', {}, 'number 42 is not served here: expected 100000000000001, or all'],
  ])('%s %j', async (id, body, words) => {
    const { status, json } = await graph.call(`/_waproof/numbers/${id}`, { body });
    expect(status).toBe(400);
    expect((json as { error: string }).error).toContain(words);
    expect(await show(NUMBER)).toMatchObject({ quality: 'GREEN', off: [] });
  });
});

test('a mock may begin with other rules, and keeps them', async () => {
  const relaxed = await serveMock({ rules: { figures: { throughputPerSecond: 7 }, off: 'all' } });
  await command(relaxed, '/world', {});
  const { json } = await relaxed.call('/_waproof/numbers/all', { method: 'GET' });
  expect(json).toMatchObject({
    figures: { throughputPerSecond: 7 },
    off: expect.arrayContaining(['throughput', 'pair-rate']),
  });
  const sends = Array.from({ length: 60 }, () => relaxed.send({ type: 'text', text: { body: 'hi' } }));
  expect((await Promise.all(sends)).filter(({ status }) => status !== 200)).toEqual([]);
  await relaxed.close();
});
