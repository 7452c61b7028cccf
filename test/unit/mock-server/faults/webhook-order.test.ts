/** Faults that change when deliveries come, how often, and in whose company: whole sequences on virtual time. */
import { describe, expect, test } from 'vitest';
import { changesIn, isSigned, plan, strike, tellsOf, told } from './struck-deliveries.js';

const always = { probability: 1 };

describe('webhook.delay', () => {
  test('each delivery is late by its own time within the range, is signed, and named in the history', async () => {
    const { clock, write, posted, observed, dispatcher } = strike([plan('webhook.delay', { by: '1s..10s' })]);
    for (let n = 0; n < 200; n++) write(`m${n}`);
    expect(posted).toHaveLength(0);
    expect(dispatcher.copiesToCome()).toBe(200);
    await clock.advance(11_000);
    expect(posted).toHaveLength(200);
    const times = posted.map(({ at }) => at);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...times)).toBeLessThanOrEqual(10_000);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(7_000);
    expect(posted.every(isSigned)).toBe(true);
    expect(posted.flatMap(tellsOf)).not.toEqual(Array.from({ length: 200 }, (_, n) => `m${n}`));
    expect(observed('webhook.sent').every(({ fault, attempt }) => fault === 'webhook.delay#1' && attempt === 1)).toBe(
      true,
    );
    expect(dispatcher.copiesToCome()).toBe(0);
  });

  test('lognormal, half of them sooner than the median', async () => {
    const { clock, write, posted } = strike([plan('webhook.delay', { median: '2s', p95: '10s' })]);
    for (let n = 0; n < 400; n++) write(`m${n}`);
    await clock.advance(60_000);
    const early = posted.filter(({ at }) => at < 2_000).length;
    expect(Math.abs(early / 400 - 0.5)).toBeLessThan(0.1);
    const inTime = posted.filter(({ at }) => at < 10_000).length;
    expect(Math.abs(inTime / 400 - 0.95)).toBeLessThan(0.04);
  });

  test.each([
    [{ by: '10s..1s' }, 'expected a duration or a range such as 1s..10s, of at most 600000 ms'],
    [{ by: '1s..2s..3s' }, 'expected a duration or a range such as 1s..10s, of at most 600000 ms'],
    [{ by: '2d' }, 'expected a duration or a range such as 1s..10s, of at most 600000 ms'],
    [{ by: 5 }, 'expected a duration or a range such as 1s..10s'],
    [{ median: '2s' }, 'expected by, or median and p95'],
    [{ by: '2s', median: '2s', p95: '4s' }, 'expected by, or median and p95'],
    [{ median: '4s', p95: '2s' }, 'expected a median above 0 and p95 not below it'],
  ])('%j is refused', (given, problem) => {
    expect(() => plan('webhook.delay', given)).toThrow(problem);
  });
});

describe('webhook.reorder', () => {
  const once = plan('webhook.reorder', { ...always, first: 1 });

  test('a message follows the next one of the same user, and waits for nobody else', async () => {
    const { clock, write, posted } = strike([once]);
    write('a');
    await clock.advance(500);
    write('other', '15557770002');
    await clock.advance(500);
    write('b');
    await clock.advance(5_000);
    expect(told(posted)).toEqual(['500 other', '1000 b', '1100 a']);
  });

  test('what nothing overtakes leaves when its time is over', async () => {
    const { clock, write, posted, observed } = strike([once]);
    write('a');
    await clock.advance(10_000);
    expect(told(posted)).toEqual(['3000 a']);
    expect(observed('webhook.sent')[0]).toMatchObject({ fault: 'webhook.reorder#1', message: 'a' });
  });

  test('statuses of a message come in reverse, those of two messages do not wait for one another', async () => {
    const { clock, status, posted } = strike([
      plan('webhook.reorder', { ...always, of: ['status'], match: { status: 'sent' } }),
    ]);
    status('a', 'sent');
    status('b', 'sent');
    await clock.advance(200);
    status('a', 'delivered');
    await clock.advance(5_000);
    expect(told(posted)).toEqual(['200 a delivered', '300 a sent', '3000 b sent']);
  });

  test('where all three wait, the last one never to be overtaken, read comes before delivered before sent', async () => {
    const { clock, status, posted } = strike([plan('webhook.reorder', { ...always, of: ['status'] })]);
    for (const state of ['sent', 'delivered', 'read'] as const) {
      status('a', state);
      await clock.advance(400);
    }
    await clock.advance(5_000);
    expect(told(posted)).toEqual(['3000 a read', '3100 a delivered', '3200 a sent']);
    expect(posted.every(isSigned)).toBe(true);
  });

  test('what still waits at the end leaves at once', async () => {
    const { write, posted, dispatcher } = strike([plan('webhook.reorder', always)]);
    write('a');
    write('b');
    expect(dispatcher.copiesToCome()).toBe(2);
    dispatcher.flush();
    expect(told(posted)).toEqual(['0 b', '0 a']);
    expect(dispatcher.copiesToCome()).toBe(0);
  });
});

describe('webhook.batch', () => {
  test('several updates come in one post, full or in time; each is named in the history', async () => {
    const { clock, write, status, posted, observed } = strike([plan('webhook.batch', { updates: 3, within: '1s' })]);
    write('a');
    write('b', '15557770002');
    status('c', 'sent');
    write('d');
    await clock.advance(2_000);
    expect(told(posted)).toEqual(['0 a, b, c sent', '1000 d']);
    expect(posted.every(isSigned)).toBe(true);
    expect(observed('webhook.sent').map(({ message, fault, batch }) => [message, fault, batch])).toEqual([
      ['a', 'webhook.batch#1', 1],
      ['b', 'webhook.batch#1', 1],
      ['c', 'webhook.batch#1', 1],
      ['d', 'webhook.batch#1', undefined],
    ]);
  });

  test('a poisoned one begins with an element that is no message, in a change of its own, as a delivery of the post', async () => {
    const { clock, write, posted, observed } = strike([plan('webhook.batch', { updates: 2, poison: 1 })]);
    write('a');
    write('b');
    await clock.advance(100);
    expect(posted).toHaveLength(1);
    const [poison, genuine] = posted.flatMap(changesIn);
    expect(poison?.value).toMatchObject({
      contacts: [null],
      messages: [{ type: 'unsupported' }],
      metadata: genuine?.value.metadata,
    });
    expect(poison?.value.messages?.[0]).not.toHaveProperty('id');
    expect(poison?.value.messages?.[0]).not.toHaveProperty('from');
    expect(genuine?.value.messages?.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(posted.every(isSigned)).toBe(true);
    expect(
      observed('webhook.sent').map(({ delivery, carries, field, message, variant, batch }) => [
        delivery,
        carries,
        field ?? message,
        variant,
        batch,
      ]),
    ).toEqual([
      [1, 'event', 'messages', 'poison', 1],
      [2, 'message', 'a', undefined, 1],
      [3, 'message', 'b', undefined, 1],
    ]);
    expect(observed('webhook.answered').map(({ delivery, status }) => [delivery, status])).toEqual([
      [1, 200],
      [2, 200],
      [3, 200],
    ]);
  });

  test('the share of poisoned posts is about what was asked for', async () => {
    const { clock, write, observed } = strike([plan('webhook.batch', { updates: 2, poison: 0.3 })]);
    for (let n = 0; n < 2_000; n++) write(`m${n}`);
    await clock.advance(1_000);
    const poisoned = observed('webhook.sent').filter(({ variant }) => variant === 'poison').length;
    expect(Math.abs(poisoned / 1_000 - 0.3)).toBeLessThan(0.05);
  });
});

describe('webhook.drop', () => {
  test('first attempts never reach the target and count as lost; the schedule brings the next', async () => {
    const { clock, write, posted, observed } = strike([plan('webhook.drop', { ...always, attempts: 2 })]);
    write('a');
    await clock.advance(60_000);
    expect(told(posted)).toEqual(['5000 a']);
    expect(observed('webhook.sent').map(({ attempt, fault, at }) => [attempt, fault, at])).toEqual([
      [1, 'webhook.drop#1', 0],
      [2, 'webhook.drop#1', 0],
      [3, 'webhook.drop#1', 5_000],
    ]);
    expect(observed('webhook.answered').map(({ status, problem }) => status ?? problem)).toEqual(['lost', 'lost', 200]);
    expect(observed('webhook.given-up')).toEqual([]);
  });

  test('one attempt or two, by chance', async () => {
    const { clock, write, observed } = strike([plan('webhook.drop', { ...always, attempts: '1..2' })]);
    for (let n = 0; n < 300; n++) write(`m${n}`);
    await clock.advance(60_000);
    const lost = observed('webhook.answered').filter(({ problem }) => problem === 'lost');
    const twice = lost.filter(({ attempt }) => attempt === 2).length;
    expect(lost.filter(({ attempt }) => attempt === 1)).toHaveLength(300);
    expect(Math.abs(twice / 300 - 0.5)).toBeLessThan(0.1);
  });

  test('a whole post is lost with its first update, and comes again whole', async () => {
    const batch = plan('webhook.batch', { updates: 2 });
    const { clock, write, posted, observed } = strike([batch, plan('webhook.drop', { ...always, first: 1 })]);
    write('a');
    write('b');
    await clock.advance(10_000);
    expect(told(posted)).toEqual(['0 a, b']);
    expect(observed('webhook.answered').map(({ delivery, attempt, problem }) => [delivery, attempt, problem])).toEqual([
      [1, 1, 'lost'],
      [2, 1, 'lost'],
      [1, 2, undefined],
      [2, 2, undefined],
    ]);
  });
});

describe('several at once', () => {
  test('late, lost once, and then repeated: the copies come after the post has left for the first time', async () => {
    const { clock, write, posted, observed } = strike([
      plan('webhook.delay', { by: '2s' }),
      plan('webhook.drop', always),
      plan('webhook.duplicate', { ...always, copies: 1, within: 0 }),
    ]);
    write('a');
    await clock.advance(60_000);
    expect(told(posted)).toEqual(['2000 a', '2000 a']);
    expect(
      observed('webhook.sent').map(({ delivery, attempt, duplicateOf, fault }) => [
        delivery,
        attempt,
        duplicateOf,
        fault,
      ]),
    ).toEqual([
      [1, 1, undefined, 'webhook.delay#1'],
      [2, 1, 1, 'webhook.duplicate#1'],
      [1, 2, undefined, 'webhook.delay#1'],
    ]);
  });

  test('the same seed makes the same of the same deliveries, another seed something else', async () => {
    const faults = [
      plan('webhook.delay', { by: '1s..5s', probability: 0.5 }),
      plan('webhook.drop', { probability: 0.3, attempts: '1..2' }),
      plan('webhook.unknown', { probability: 0.3 }),
      plan('webhook.badsign', { probability: 0.2 }),
    ];
    const play = async (seed: number) => {
      const { clock, write, observed } = strike(faults, { seed });
      for (let n = 0; n < 50; n++) write(`m${n}`);
      await clock.advance(60_000);
      return observed('webhook.sent').map(({ at, delivery, attempt, fault, variant, signature }) => ({
        at,
        delivery,
        attempt,
        fault,
        variant,
        signature,
      }));
    };
    const first = await play(1);
    expect(await play(1)).toEqual(first);
    expect(await play(2)).not.toEqual(first);
  });
});
