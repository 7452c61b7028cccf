import { describe, expect, test } from 'vitest';
import { createTargetGuard, type Resolve } from '../../../../mock-server/webhooks/target-guard.js';

const refuse = (address: string, ...named: string[]) => createTargetGuard(named).refuse(new URL(`http://${address}/`));

describe('addresses', () => {
  test.each(['127.0.0.1', '127.9.8.7', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])(
    '%s is loopback and passes',
    (address) => {
      expect(refuse(address)).toBeUndefined();
    },
  );

  test.each(['10.0.0.7', '192.168.1.1', '8.8.8.8', '[2001:db8::1]', '[fd00::1]', '[::ffff:10.0.0.7]'])(
    '%s passes only when it is named',
    (address) => {
      expect(refuse(address)).toContain('is not allowed: webhooks go to loopback addresses and to hosts named by');
      expect(refuse(address, new URL(`http://${address}/`).hostname)).toBeUndefined();
    },
  );

  test.each([
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '0.0.0.0',
    '[::]',
    '[fe80::1]',
    '[febf::1]',
    '[fd00:ec2::254]',
    '[::ffff:169.254.169.254]',
    '2852039166',
  ])('%s never passes, not even when it is named', (address) => {
    const { hostname } = new URL(`http://${address}/`);
    expect(refuse(address)).toContain('to which no webhook goes');
    expect(refuse(address, hostname)).toContain('to which no webhook goes');
  });

  test('a name is not judged before it is resolved', () => {
    expect(refuse('metadata.internal')).toBeUndefined();
  });
});

describe('names', () => {
  const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
    localhost: ['127.0.0.1', '::1'],
    'app.example': ['10.0.0.7'],
    'rebound.example': ['127.0.0.1', '10.0.0.7'],
    'metadata.example': ['169.254.169.254'],
    'empty.example': [],
  };
  const resolve: Resolve = (host, done) => {
    const known = ADDRESSES[host.toLowerCase()];
    if (!known) return done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), []);
    done(
      null,
      known.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };

  const look = (host: string, named: readonly string[] = [], all = true) => {
    const given: unknown[] = [];
    createTargetGuard(named, resolve).lookup(host, { all }, (error, ...rest) =>
      given.push(...(error ? [error.message] : rest)),
    );
    return given;
  };

  test('that resolve to loopback are given to the socket, all addresses or the first', () => {
    expect(look('localhost')).toEqual([
      [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ],
    ]);
    expect(look('localhost', [], false)).toEqual(['127.0.0.1', 4]);
  });

  test('that resolve elsewhere pass only when they are named, in any case', () => {
    expect(look('app.example')).toEqual([expect.stringContaining('app.example (10.0.0.7) is not allowed')]);
    expect(look('app.example', ['App.Example'])).toEqual([[{ address: '10.0.0.7', family: 4 }]]);
  });

  test('of which one address may not be called are refused', () => {
    expect(look('rebound.example')).toEqual([expect.stringContaining('rebound.example (10.0.0.7) is not allowed')]);
  });

  test('that resolve to a metadata service are refused even when they are named', () => {
    expect(look('metadata.example', ['metadata.example'])).toEqual([
      expect.stringContaining('metadata.example (169.254.169.254) is a link-local'),
    ]);
  });

  test('that do not resolve fail as they do without a guard', () => {
    expect(look('nowhere.example')).toEqual(['getaddrinfo ENOTFOUND nowhere.example']);
    expect(look('empty.example')).toEqual(['empty.example has no address']);
  });

  test('named later pass from then on', () => {
    const guard = createTargetGuard([]);
    const url = new URL('http://10.0.0.7:3000/webhook');
    expect(guard.refuse(url)).toBeDefined();
    guard.allow(url.hostname);
    expect(guard.refuse(url)).toBeUndefined();
  });
});
