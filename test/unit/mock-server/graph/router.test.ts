import { describe, expect, test } from 'vitest';
import { operations } from '../../../../mock-server/graph/operations.js';
import { createRouter } from '../../../../mock-server/graph/router.js';
import type { NodeKind } from '../../../../mock-server/world/nodes.js';

const KINDS: Readonly<Record<string, NodeKind>> = { '100000000000001': 'phone-number', '200000000000001': 'waba' };
const route = createRouter(operations, (id) => KINDS[id]);
const ROUTE = 'POST /{phone-number-id}/messages';

describe('the messages operation', () => {
  test.each([
    ['/v23.0/100000000000001/messages', 'v23.0', '/100000000000001/messages'],
    ['/v23.0/100000000000001/messages/', 'v23.0', '/100000000000001/messages'],
    ['/100000000000001/messages', undefined, '/100000000000001/messages'],
    ['/v99.0/100000000000001/messages', 'v99.0', '/100000000000001/messages'],
    ['/v18/100000000000001/messages', 'v18', '/100000000000001/messages'],
  ])('is found at %s', (target, version, path) => {
    expect(route('POST', target)).toMatchObject({ path, route: ROUTE, phoneNumberId: '100000000000001' });
    expect(route('POST', target).version).toBe(version);
    expect(route('POST', target).refusal).toBeUndefined();
  });

  test('is the same when it is asked for again', () => {
    const first = route('POST', '/v23.0/1/messages');
    expect(route('POST', '/v23.0/1/messages')).toEqual(first);
    expect(route('GET', '/v23.0/1/messages').operation).toBeUndefined();
  });
});

describe('a call that the mock does not know, and Graph may', () => {
  test.each([
    ['POST', '/v23.0/100000000000001/an_edge_of_tomorrow'],
    ['GET', '/100000000000001/an_edge_of_tomorrow'],
    ['DELETE', '/200000000000001/an_edge_of_tomorrow/7'],
    ['POST', '/v23.0'],
    ['POST', '/'],
  ])('%s %s is admitted as ours', (method, target) => {
    const { refusal, operation } = route(method, target);
    expect(operation).toBeUndefined();
    expect(refusal).toMatchObject({ status: 501, simulated: false });
    expect(refusal?.message).toContain(`does not simulate ${method} /`);
  });
});

describe('a call that an object does not take', () => {
  test('reads an edge that can only be posted to: a field that there is not', () => {
    expect(route('GET', '/v23.0/100000000000001/messages').refusal).toMatchObject({
      code: 100,
      status: 400,
      simulated: true,
      message: '(#100) Tried accessing nonexisting field (messages) on node type (WhatsAppBusinessPhoneNumber)',
    });
  });

  test('goes on behind an edge that ends there: components that Graph does not know', () => {
    expect(route('GET', '/v23.0/200000000000001/message_templates/77').refusal).toMatchObject({
      code: 2500,
      message: 'Unknown path components: /77',
    });
  });

  test('by a slip of the pen: as Graph refuses what it does not know', () => {
    expect(route('POST', '/v23.0/100000000000001/mesages').refusal).toMatchObject({
      code: 2500,
      message: 'Unknown path components: /mesages',
      simulated: true,
    });
    expect(route('GET', '/v23.0/200000000000001/phone_number').refusal).toMatchObject({ code: 100, simulated: true });
  });

  test.each([
    ['DELETE', '/v23.0/100000000000001/messages'],
    ['PUT', '/v23.0/100000000000001/messages'],
    ['PATCH', '/v23.0/200000000000001'],
    ['PUT', '/v23.0/42'],
  ])('%s %s is refused as a request that is not supported', (method, target) => {
    const { refusal } = route(method, target);
    expect(refusal).toMatchObject({ code: 100, subcode: 33, status: 400, type: 'GraphMethodException' });
    expect(refusal?.message).toContain(`Unsupported ${method.toLowerCase()} request.`);
  });
});

describe('an id', () => {
  test('chooses among operations of the same shape by the kind of its object', () => {
    expect(route('GET', '/v23.0/100000000000001').route).toBe('GET /{phone-number-id}');
    expect(route('GET', '/v23.0/200000000000001').route).toBe('GET /{waba-id}');
    expect(route('GET', '/v23.0/200000000000001').phoneNumberId).toBe('');
    expect(route('GET', '/v23.0/200000000000001/phone_numbers').ids).toEqual({ 'waba-id': '200000000000001' });
  });

  test('of nothing is a missing object, whatever the edge', () => {
    expect(route('GET', '/v23.0/42/phone_numbers').refusal).toMatchObject({ code: 100, subcode: 33, status: 400 });
  });
});

describe('a path that Graph does not know either', () => {
  test.each(['/foo/bar', '/v23.0/foo', '/1/2/3/4', '/v23.x/1/messages', '/%E0%A4%A/messages'])('%s', (target) => {
    expect(route('POST', target).refusal).toMatchObject({ code: 2500, status: 400, simulated: true });
  });
});
