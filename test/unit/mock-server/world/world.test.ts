import { describe, expect, test } from 'vitest';
import { waId } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { variableCount } from '../../../../mock-server/world/templates.js';
import { decodeWamid } from '../../../../mock-server/world/wamid.js';
import { createWorld, defaultCredentials, mergeCredentials } from '../../../../mock-server/world/world.js';

const ann = waId('15557770001');
const bo = waId('15557770002');
const makeWorld = (seed = 1) => createWorld(defaultCredentials, createRandom(seed));

describe('message ids', () => {
  test('the same user and count give the same id, whoever else writes in between', () => {
    const quiet = makeWorld();
    const first = [quiet.writeMessage(ann).message, quiet.writeMessage(ann).message, quiet.receiveMessage(ann)];
    const busy = makeWorld();
    const second: string[] = [busy.writeMessage(ann).message];
    busy.writeMessage(bo);
    busy.receiveMessage(bo);
    second.push(busy.writeMessage(ann).message, busy.receiveMessage(ann));
    expect(second).toEqual(first);
    expect(new Set(first).size).toBe(3);
  });

  test('another seed gives other ids', () => {
    expect(makeWorld(1).receiveMessage(ann)).not.toBe(makeWorld(2).receiveMessage(ann));
  });

  test('ids name the user and the direction', () => {
    const world = makeWorld();
    expect(decodeWamid(world.writeMessage(ann).message)).toEqual({ user: ann, direction: 'to-business' });
    expect(decodeWamid(world.receiveMessage(bo))).toEqual({ user: bo, direction: 'to-user' });
  });
});

describe('users', () => {
  test('are met when they first write or receive, and counted', () => {
    const world = makeWorld();
    world.writeMessage(ann, 'Ann');
    world.writeMessage(ann);
    world.receiveMessage(ann);
    world.receiveMessage(bo);
    expect([...world.users()]).toEqual([
      { id: ann, name: 'Ann', written: 2, received: 1, sends: 0, marks: 0 },
      { id: bo, name: '', written: 0, received: 1, sends: 0, marks: 0 },
    ]);
  });

  test('take a new name when they write with one', () => {
    const world = makeWorld();
    world.writeMessage(ann, 'Ann');
    expect(world.writeMessage(ann, 'Anna').user.name).toBe('Anna');
  });

  test('are forgotten on reset, and the world begins afresh', () => {
    const world = makeWorld();
    const first = world.writeMessage(ann).message;
    world.reset();
    expect([...world.users()]).toEqual([]);
    expect(world.writeMessage(ann).message).toBe(first);
  });
});

describe('credentials', () => {
  test('have the defaults that are promised', () => {
    expect(defaultCredentials).toEqual({
      accessToken: 'EAAwaproof',
      phoneNumberId: '100000000000001',
      displayPhoneNumber: '+1 555 010 0001',
      wabaId: '200000000000001',
      appId: '300000000000001',
      appSecret: 'waproof-app-secret',
      verifyToken: 'waproof-verify-token',
      businessId: '400000000000001',
    });
  });

  test('stated ones replace the defaults, undefined ones do not', () => {
    expect(mergeCredentials({ accessToken: 'mine', appSecret: undefined })).toEqual({
      ...defaultCredentials,
      accessToken: 'mine',
    });
    expect(mergeCredentials()).toEqual(defaultCredentials);
  });
});

test.each([
  ['', 0],
  ['Hello', 0],
  ['Hello {{1}}', 1],
  ['{{1}} and {{2}} and {{1}} again', 2],
  ['Hello {{first_name}}, order {{order_id}}', 2],
  ['{{}} {1} {{ 1 }}', 0],
])('the template %j has %d variables', (text, count) => {
  expect(variableCount(text)).toBe(count);
});
