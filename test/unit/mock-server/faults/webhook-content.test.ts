/** Faults that change what deliveries say, or send others beside them: whole sequences on virtual time. */
import { describe, expect, test } from 'vitest';
import { changesIn, isSigned, plan, strike, tellsOf, told } from './struck-deliveries.js';

const always = { probability: 1 };
const STRANGER = /^1555018\d{4}$/;

describe('webhook.badsign', () => {
  test('a forged message of a stranger comes beside each genuine one, and is not tried again when it is refused', async () => {
    const { clock, write, posted, observed } = strike([plan('webhook.badsign', always)], {
      status: 401,
      rules: { retryWaitsMs: [] },
    });
    write('a');
    write('b');
    await clock.advance(60_000);
    expect(posted.map((post) => isSigned(post))).toEqual([true, false, true, false]);
    const sent = observed('webhook.sent');
    expect(sent.map(({ signature, fault, carries }) => [signature === 'valid', fault, carries])).toEqual([
      [true, undefined, 'message'],
      [false, 'webhook.badsign#1', 'message'],
      [true, undefined, 'message'],
      [false, 'webhook.badsign#1', 'message'],
    ]);
    for (const { user, message, signature } of sent) {
      if (signature === 'valid') continue;
      expect(user).toMatch(STRANGER);
      expect(message).toMatch(/^wamid\./);
    }
    expect(posted.slice(1).flatMap(changesIn)[0]?.value.messages?.[0]).toMatchObject({
      type: 'text',
      id: sent[1]?.message,
    });
  });

  test('in all three ways, or in those that were asked for', async () => {
    const play = async (given: object) => {
      const { clock, write, observed } = strike([plan('webhook.badsign', { ...always, ...given })]);
      for (let n = 0; n < 60; n++) write(`m${n}`);
      await clock.advance(100);
      return new Set(observed('webhook.sent').map(({ signature }) => signature));
    };
    expect(await play({})).toEqual(new Set(['valid', 'missing', 'wrong-secret', 'tampered-body']));
    expect(await play({ signatures: ['missing'] })).toEqual(new Set(['valid', 'missing']));
  });

  test('only messages can be told from what is genuine: statuses are not forged', () => {
    expect(plan('webhook.badsign').parameters.of).toEqual(['message']);
  });
});

describe('webhook.unknown', () => {
  test('members that nobody knows are at every depth, and all that was there is there still', async () => {
    const { clock, write, status, posted, observed } = strike([
      plan('webhook.unknown', { ...always, what: ['member'] }),
    ]);
    write('a');
    status('b', 'delivered');
    await clock.advance(100);
    const [message, state] = posted.map(({ body }) => JSON.parse(body.toString('latin1')));
    const places = [message, message.entry[0], message.entry[0].changes[0], message.entry[0].changes[0].value];
    const { value } = message.entry[0].changes[0];
    for (const place of [...places, value.contacts[0], value.messages[0], value.messages[0].text])
      expect(place).toMatchObject({ x_rollout: { cohort: 'b' }, x_revision: 7 });
    expect(value.messages[0]).toMatchObject({ id: 'a', type: 'text', text: { body: 'says a' } });
    expect(state.entry[0].changes[0].value.statuses[0]).toMatchObject({ id: 'b', status: 'delivered', x_revision: 7 });
    expect(posted.every(isSigned)).toBe(true);
    expect(posted[0]?.body.toString('latin1')).toContain('Ann\\/B\\u00f8');
    expect(observed('webhook.sent').map(({ fault, variant, message: id }) => [fault, variant, id])).toEqual([
      ['webhook.unknown#1', 'unknown-member', 'a'],
      ['webhook.unknown#1', 'unknown-member', 'b'],
    ]);
  });

  test('a message of an unknown type is a stranger’s, beside the genuine one', async () => {
    const { clock, write, posted, observed } = strike([plan('webhook.unknown', { ...always, what: ['type'] })]);
    write('a');
    await clock.advance(100);
    expect(posted.map((post) => changesIn(post)[0]?.value.messages?.[0]?.type)).toEqual(['text', 'x_hologram']);
    expect(posted.every(isSigned)).toBe(true);
    const [, unknown] = observed('webhook.sent');
    expect(unknown).toMatchObject({
      carries: 'message',
      signature: 'valid',
      fault: 'webhook.unknown#1',
      variant: 'unknown-type',
    });
    expect(unknown?.user).toMatch(STRANGER);
  });

  test('an event of an unknown field comes beside a message', async () => {
    const { clock, write, posted, observed } = strike([plan('webhook.unknown', { ...always, what: ['event'] })]);
    write('a');
    await clock.advance(100);
    expect(posted.map(tellsOf)).toEqual([['a'], ['x_presence_update']]);
    expect(observed('webhook.sent')[1]).toMatchObject({
      carries: 'event',
      field: 'x_presence_update',
      variant: 'unknown-event',
    });
  });
});

test('nobody in whose name something is forged writes anything genuine', async () => {
  const { clock, write, observed } = strike([
    plan('webhook.badsign', always),
    plan('webhook.unknown', { ...always, what: ['type'] }),
  ]);
  for (let n = 0; n < 1_000; n++) write(`m${n}`);
  await clock.advance(1_000);
  const strangers = observed('webhook.sent').filter(({ user }) => STRANGER.test(user ?? ''));
  const forged = new Set(strangers.filter(({ signature }) => signature !== 'valid').map(({ user }) => user));
  const genuine = strangers.filter(({ signature }) => signature === 'valid').map(({ user }) => user);
  expect([forged.size > 500, genuine.length]).toEqual([true, 1_000]);
  expect(genuine.filter((user) => forged.has(user))).toEqual([]);
});

describe('webhook.replay', () => {
  test('the timestamp is old by a time of the range, nothing else differs, and copies are as old', async () => {
    const fault = plan('webhook.replay', { ...always, age: '1d..3d' });
    const { clock, write, posted, observed } = strike([
      fault,
      plan('webhook.duplicate', { ...always, copies: 1, within: 0 }),
    ]);
    await clock.advance(1_000);
    write('a');
    await clock.advance(100);
    const plain = strike([]);
    await plain.clock.advance(1_000);
    plain.write('a');
    const [old, again] = posted.map((post) => changesIn(post)[0]?.value.messages?.[0]);
    const usual = plain.posted.flatMap(changesIn)[0]?.value.messages?.[0];
    const ageS = Number(usual?.timestamp) - Number(old?.timestamp);
    expect(ageS).toBeGreaterThanOrEqual(86_400);
    expect(ageS).toBeLessThanOrEqual(3 * 86_400);
    expect({ ...old, timestamp: usual?.timestamp }).toEqual(usual);
    expect(again).toEqual(old);
    expect(posted.every(isSigned)).toBe(true);
    expect(observed('webhook.sent').map(({ variant, duplicateOf }) => [variant, duplicateOf])).toEqual([
      ['stale', undefined],
      ['stale', 1],
    ]);
  });
});

test('a fault that strikes nothing changes no byte', async () => {
  const names = ['delay', 'reorder', 'batch', 'drop', 'badsign', 'unknown', 'replay', 'duplicate'];
  const struck = strike(names.map((name) => plan(`webhook.${name}`, { probability: 0 })));
  const plain = strike([]);
  for (const { write, status, clock } of [struck, plain]) {
    write('a');
    status('b', 'read');
    await clock.advance(10_000);
  }
  expect(told(struck.posted)).toEqual(['0 a', '0 b read']);
  expect(struck.posted.map(({ body }) => body.toString())).toEqual(plain.posted.map(({ body }) => body.toString()));
});
