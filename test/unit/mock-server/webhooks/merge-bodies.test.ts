/** Several bodies made into one: nothing is lost, the order stays, and what belongs together is together. */
import { describe, expect, test } from 'vitest';
import { stringifyForWebhook } from '../../../../mock-server/errors/json-escapes.js';
import { mergeBodies } from '../../../../mock-server/webhooks/merge-bodies.js';

const body = (id: string, value: object, { field = 'messages', time }: { field?: string; time?: number } = {}) =>
  Buffer.from(
    stringifyForWebhook({
      object: 'whatsapp_business_account',
      entry: [{ id, ...(time !== undefined && { time }), changes: [{ value, field }] }],
    }),
    'latin1',
  );
const metadata = (number: string) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: number, phone_number_id: number },
});
const message = (number: string, text: string, user = 'ann') =>
  body('w1', { ...metadata(number), contacts: [{ wa_id: user }], messages: [{ from: user, text }] });
const status = (number: string, id: string, user = 'ann') =>
  body('w1', { ...metadata(number), contacts: [{ wa_id: user }], statuses: [{ id }] });
const merge = (...bodies: Buffer[]) => JSON.parse(mergeBodies(bodies).toString('latin1'));

describe('merging', () => {
  test('one body alone changes nothing', () => {
    const one = message('n1', 'é/@<%');
    expect(mergeBodies([one]).toString()).toBe(one.toString());
  });

  test('messages of one number become one change, with each user once', () => {
    expect(merge(message('n1', 'a'), message('n1', 'b', 'bo'), message('n1', 'c'))).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: 'w1',
          changes: [
            {
              field: 'messages',
              value: {
                ...metadata('n1'),
                contacts: [{ wa_id: 'ann' }, { wa_id: 'bo' }],
                messages: [
                  { from: 'ann', text: 'a' },
                  { from: 'bo', text: 'b' },
                  { from: 'ann', text: 'c' },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  test('messages, statuses and other numbers are changes of their own in one entry', () => {
    const { entry } = merge(message('n1', 'a'), status('n1', 's1'), message('n2', 'b'), status('n1', 's2'));
    expect(entry).toHaveLength(1);
    const shapes = entry[0].changes.map(
      ({ value }: { value: Record<string, { phone_number_id: string } & unknown[]> }) => [
        value.metadata?.phone_number_id,
        value.messages?.length ?? 0,
        value.statuses?.length ?? 0,
      ],
    );
    expect(shapes).toEqual([
      ['n1', 1, 0],
      ['n1', 0, 2],
      ['n2', 1, 0],
    ]);
  });

  test('other accounts, and events with a time of their own, are entries of their own', () => {
    const approved = body('w1', { event: 'APPROVED' }, { field: 'message_template_status_update', time: 7 });
    const paused = body('w1', { event: 'PAUSED' }, { field: 'message_template_status_update', time: 8 });
    const { entry } = merge(approved, message('n1', 'a'), paused, approved);
    expect(
      entry.map(({ id, time, changes }: { id: string; time?: number; changes: unknown[] }) => [
        id,
        time,
        changes.length,
      ]),
    ).toEqual([
      ['w1', 7, 2],
      ['w1', undefined, 1],
      ['w1', 8, 1],
    ]);
  });

  test('what is neither a message nor a status stays a change of its own', () => {
    const errors = body('w1', { ...metadata('n1'), errors: [{ code: 1 }] });
    const { entry } = merge(message('n1', 'a'), errors, errors);
    expect(entry[0].changes).toHaveLength(3);
  });

  test('the escapes are those of a webhook', () => {
    const text = mergeBodies([message('n1', 'é😀/@<%'), message('n1', 'b')]).toString('latin1');
    expect(text).toContain('\\u00e9\\ud83d\\ude00\\/\\u0040\\u003C\\u0025');
    expect([...text].every((character) => character.charCodeAt(0) < 0x80)).toBe(true);
  });
});
