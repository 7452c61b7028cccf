/** What the history and the world keep of a message that a user writes to a mock. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, createSystemClock } from '../../../core/clock.js';
import { waId } from '../../../core/ids.js';
import { createRandom } from '../../../core/random.js';
import { createRecorder } from '../../../core/recorder.js';
import type { WriteRequest } from '../../../mock-server/http/control/deps.js';
import { createMock, type Mock } from '../../../mock-server/mock.js';
import { createPayloads } from '../../../mock-server/webhooks/payloads.js';
import { userIdOf } from '../../../mock-server/world/bsuid.js';
import { isWindowOpen } from '../../../mock-server/world/threads.js';
import { nameUser } from '../../../mock-server/world/user-names.js';

const open: Mock[] = [];
afterEach(async () => {
  for (const mock of open.splice(0)) await mock.close();
});

const user = waId('15552345678');
const HOUR_MS = 3_600_000;

function aMock(clock: Clock = createSystemClock()) {
  const recorder = createRecorder(clock);
  const mock = createMock({ clock, recorder, random: createRandom(1), host: '127.0.0.1', port: 0 });
  open.push(mock);
  const wrote = () => recorder.recent().filter((it) => it.kind === 'user.wrote');
  const write = (content: WriteRequest['content'], more: Partial<WriteRequest> = {}) =>
    mock.write({ user, name: 'Ana', content, ...more });
  return { mock, write, wrote };
}

describe('the history has', () => {
  test.each([
    [{ type: 'text', text: { body: 'x'.repeat(300) } }, 'x'.repeat(200)],
    [{ type: 'image', image: { caption: 'look' } }, 'look'],
    [{ type: 'order', order: { catalog_id: '1', text: 'pls wrap', product_items: [] } }, 'pls wrap'],
    [{ type: 'button', button: { payload: 'A', text: 'Stop' } }, 'Stop'],
    [{ type: 'location', location: { latitude: 1, longitude: 2 } }, undefined],
    [{ type: 'contacts', contacts: [{}] }, undefined],
    [{ type: 'unsupported', errors: [] }, undefined],
  ])('the words of %j', (content, text) => {
    const { write, wrote } = aMock();
    write(content);
    expect(wrote()).toMatchObject([{ type: content.type, user }]);
    expect((wrote()[0] as { text?: string }).text).toBe(text);
  });

  test('the file, once there is a stock of them', async () => {
    const { mock, write, wrote } = aMock();
    write({ type: 'image', image: {} });
    await mock.stockUserFiles();
    write({ type: 'image', image: {} });
    write({ type: 'image', image: {} });
    const [none, first, second] = wrote().map((it) => (it as { media?: string }).media);
    expect(none).toBeUndefined();
    expect(first).toMatch(/^\d{16}$/);
    expect(second).not.toBe(first);
  });

  test('the user’s id where the number is hidden, and only there', () => {
    const { mock, write, wrote } = aMock();
    write({ type: 'text', text: { body: 'hi' } });
    const other = waId('15552345679');
    nameUser(mock.world, other, 'ana.vale');
    write({ type: 'text', text: { body: 'hi' } }, { user: other });
    const [seen, hidden] = wrote();
    expect(seen).not.toHaveProperty('userId');
    expect(hidden).toMatchObject({ user: other, userId: userIdOf(mock.world.credentials.businessId, other) });
  });
});

describe('a message that comes late', () => {
  test('opens the window from when it was written, and never closes one', () => {
    const { mock, write } = aMock();
    const number = mock.world.credentials.phoneNumberId;
    const isOpen = (afterMs: number) => isWindowOpen(mock.world, number, user, mock.world.now() + afterMs);
    write({ type: 'text', text: { body: 'old' } }, { agedByMs: 23 * HOUR_MS });
    expect([isOpen(0.9 * HOUR_MS), isOpen(1.1 * HOUR_MS)]).toEqual([true, false]);
    write({ type: 'text', text: { body: 'new' } });
    write({ type: 'text', text: { body: 'older' } }, { agedByMs: 48 * HOUR_MS });
    expect(isOpen(23.9 * HOUR_MS)).toBe(true);
    expect(mock.world.user(user).wroteAt?.[number]).toBeGreaterThan(mock.world.now() - HOUR_MS);
  });
});

test.each([false, true])('what the platform says comes without contacts (somebody has a username: %s)', (named) => {
  const { mock } = aMock();
  if (named) nameUser(mock.world, waId('15552345679'), 'ana.vale');
  const { message } = mock.world.writeMessage(user, 'Ana');
  const said = (content: WriteRequest['content']) => {
    const inbound = { phoneNumberId: mock.world.credentials.phoneNumberId, user, name: 'Ana', message, writtenAt: 0 };
    const body = createPayloads(mock.world).message({ ...inbound, content });
    return Object.keys(JSON.parse(body.toString()).entry[0].changes[0].value);
  };
  const frame = ['messaging_product', 'metadata'];
  expect(said({ type: 'system', system: { body: 'b' } })).toEqual([...frame, 'messages']);
  expect(said({ type: 'text', text: { body: 'b' } })).toEqual([...frame, 'contacts', 'messages']);
});
