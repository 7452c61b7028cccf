import { describe, expect, test } from 'vitest';
import { waId } from '../../../core/ids.js';
import { createRandom } from '../../../core/random.js';
import { scripts } from '../../../loadgen/scripts/index.js';
import {
  carriesToken,
  composeLine,
  type LineDetails,
  linesOfTurn,
  type Script,
  type ScriptLine,
} from '../../../loadgen/scripts/script.js';
import { createToken } from '../../../loadgen/token.js';
import { inboundContent } from '../../../mock-server/http/control/inbound-content.js';

const lines = Object.entries(scripts).flatMap(([name, script]: [string, Script]) =>
  script.lines.map((line, index) => ({ name, line, index })),
);
const bodiesOf = (line: ScriptLine) => ('bodies' in line ? line.bodies : []);
const user = { waId: waId('15552345678'), name: 'Ana' };

test.each(lines)('$line.step is named after its script, and every variant of a text carries the token', (entry) => {
  const { name, line, index } = entry;
  if (name !== 'awkward') expect(line.step).toBe(`${name}/${index + 1}`);
  expect(line.step).toMatch(new RegExp(`^${name}/`));
  expect(bodiesOf(line).filter((body) => body.split('{token}').length !== 2)).toEqual([]);
  expect(bodiesOf(line).filter((body) => body.split('{name}').length > 2)).toEqual([]);
  const token = '#TOKEN';
  const told = JSON.stringify(composeLine(line, { user, random: createRandom(1), token }));
  expect(told.includes(token)).toBe(carriesToken(line));
});

test('no two lines are of one step, and no script has more lines than a token can count', () => {
  expect(new Set(lines.map(({ line }) => line.step)).size).toBe(lines.length);
  for (const { lines: own } of Object.values(scripts)) expect(own.length).toBeLessThanOrEqual(32);
});

test('the variants of the scripts together hold what breaks signatures', () => {
  const all = lines.flatMap(({ line }) => bodiesOf(line)).join('');
  for (const character of ['/', '<', '&', '@', '%', '"', '\\', '\n', '🙂', 'é', 'ß', '\u200b', '\u202e', '\u2028'])
    expect(all).toContain(character);
  for (const script of ['Arabic', 'Hebrew', 'Han', 'Hangul', 'Cyrillic', 'Devanagari', 'Thai']) {
    expect(all).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
  }
});

test('a line is filled in with the name as it is and the token', () => {
  const [line] = scripts.greeting.lines;
  const only: ScriptLine = { step: line.step, type: 'text', bodies: ['{name}: {token}'] };
  expect(composeLine(only, { user: { ...user, name: '$& </b>' }, random: createRandom(1), token: '#X' })).toEqual({
    type: 'text',
    text: { body: '$& </b>: #X' },
  });
});

describe('which lines a conversation says', () => {
  test('all of them, where the script says nothing else', () => {
    expect(linesOfTurn(scripts.support, 7, createRandom(1))).toEqual([0, 1, 2]);
  });

  test('an album has three to five pictures, each number as often as the others', () => {
    const random = createRandom(1);
    const counts = Array.from({ length: 300 }, (_, n) => linesOfTurn(scripts.album, n, random.fork(`${n}`)).length);
    for (const length of [3, 4, 5]) {
      const share = counts.filter((count) => count === length).length;
      expect(share).toBeGreaterThan(60);
    }
    expect(counts.every((count) => count >= 3 && count <= 5)).toBe(true);
  });

  test('of the awkward ones each conversation says another, and what is a reply comes after a hello', () => {
    const { lines: own, turns = [] } = scripts.awkward as Script;
    const said = turns.map((_, turn) =>
      linesOfTurn(scripts.awkward, turn, createRandom(1)).map((place) => own[place]?.step),
    );
    expect(said.map((steps) => steps.at(-1))).toEqual(
      own.map(({ step }) => step).filter((step) => step !== 'awkward/hello'),
    );
    for (const steps of said) {
      const isReply = /reaction|button|reply/.test(steps.at(-1) ?? '');
      expect(steps).toHaveLength(isReply ? 2 : 1);
      if (isReply) expect(steps[0]).toBe('awkward/hello');
    }
    expect(linesOfTurn(scripts.awkward, turns.length, createRandom(1))).toEqual(turns[0]);
  });
});

describe('messages other than plain text', () => {
  const place = (step: string) => lines.find(({ line }) => line.step === step)?.line ?? scripts.greeting.lines[0];
  const composed = (step: string, more: Partial<LineDetails> = {}) =>
    composeLine(place(step), { user, random: createRandom(3), token: '#T', ...more });

  test('a long text has exactly as many characters as WhatsApp allows, token in front', () => {
    const { body } = composed('awkward/long').text as { body: string };
    expect(body).toHaveLength(4_096);
    expect(body.indexOf('#T')).toBeLessThan(30);
    expect(encodeURIComponent(body)).toContain('%23T');
  });

  test('a reaction is to what the business wrote last, or else to what the user did', () => {
    expect(composed('awkward/reaction', { lastWritten: 'wamid.own', lastReceived: 'wamid.theirs' })).toMatchObject({
      reaction: { message_id: 'wamid.theirs' },
    });
    expect(composed('awkward/reaction', { lastWritten: 'wamid.own' })).toMatchObject({
      reaction: { message_id: 'wamid.own' },
    });
  });

  test('a reply by button names what it answers, when there is something', () => {
    expect(composed('awkward/button-reply', { lastReceived: 'wamid.theirs' })).toEqual({
      type: 'interactive',
      context: { id: 'wamid.theirs' },
      interactive: { type: 'button_reply', button_reply: { id: 'confirm:yes/1', title: expect.any(String) } },
    });
    expect(composed('awkward/list-reply')).not.toHaveProperty('context');
  });

  test.each(lines.filter(({ line }) => line.type !== 'system' && line.type !== 'unsupported'))(
    '$line.step has the form that a user can send',
    ({ line }) => {
      const message = composeLine(line, { user, random: createRandom(2), token: '#T', lastWritten: 'wamid.X' });
      expect(inboundContent.safeParse(message)).toMatchObject({ success: true });
    },
  );

  test('what the API cannot show comes with its error, what the platform says without a place in the crowd', () => {
    expect(composed('awkward/unsupported')).toMatchObject({
      errors: [{ code: 131051 }],
      unsupported: { type: 'poll' },
    });
    expect(composed('awkward/system')).toMatchObject({
      type: 'system',
      system: { type: 'user_changed_number', wa_id: expect.stringMatching(/^15550197\d{3}$/) },
    });
  });
});

describe('tokens', () => {
  test('look like an order number and say which conversation and line they belong to', () => {
    expect(createToken(0, 0, createRandom(1))).toMatch(/^#[0-9A-Z]{3}0-000000$/);
    expect(createToken(123, 2, createRandom(1))).toMatch(/^#[0-9A-Z]{3}2-00003V$/);
  });

  test('none is a part of another, whatever chance says', () => {
    const tokens = [0, 1, 31, 32, 1_000, 1_000_000, 32_000_000].flatMap((number) =>
      [0, 1, 2].map((line) => createToken(number, line, createRandom(5))),
    );
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(new Set(tokens.map((token) => token.length))).toEqual(new Set([12]));
  });
});
