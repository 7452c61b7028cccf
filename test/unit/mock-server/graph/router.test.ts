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

describe('a path that Graph knows and the mock does not', () => {
  test.each([
    ['POST', '/v23.0/100000000000001/media'],
    ['GET', '/100000000000001/messages'],
    ['DELETE', '/v23.0/1037'],
    ['POST', '/200000000000001/flows'],
    ['GET', '/1/message_qrdls/ABC'],
    ['GET', '/message_template_library'],
    ['GET', '/200000000000001/whatsapp_business_profile'],
    ['GET', '/v23.0/oauth/access_token'],
    ['POST', '/v23.0/upload:MTph'],
    ['POST', '/v23.0'],
    ['POST', '/'],
  ])('%s %s is not simulated', (method, target) => {
    const { refusal, operation } = route(method, target);
    expect(operation).toBeUndefined();
    expect(refusal).toMatchObject({ status: 501, simulated: false });
    expect(refusal?.message).toContain(`does not simulate ${method} /`);
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
