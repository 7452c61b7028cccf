import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waId } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { decodeWamid, inboundWamid, outboundWamid } from '../../../../mock-server/world/wamid.js';

const user = waId('15557770001');
const bytesOf = (id: string) => Buffer.from(id.replace('wamid.', ''), 'base64');

describe('layout', () => {
  test('a message to a user: header, digits, direction 11, 18 hex digits, end', () => {
    const bytes = bytesOf(outboundWamid(user, createRandom(1)));
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0x1c, 0x18, 11]));
    expect(bytes.toString('latin1', 3, 14)).toBe(user);
    expect(bytes.subarray(14, 20)).toEqual(Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, 18]));
    expect(bytes.toString('latin1', 20, 38)).toMatch(/^[0-9A-F]{18}$/);
    expect(bytes.subarray(38)).toEqual(Buffer.from([0x00]));
  });

  test('a message from a user: direction 12, 20 hex digits that begin with 3A', () => {
    const bytes = bytesOf(inboundWamid(user, createRandom(1)));
    expect(bytes.subarray(14, 20)).toEqual(Buffer.from([0x15, 0x02, 0x00, 0x12, 0x18, 20]));
    expect(bytes.toString('latin1', 20, 40)).toMatch(/^3A[0-9A-F]{18}$/);
    expect(bytes.length).toBe(41);
  });

  test('the text begins as those of Meta do', () => {
    expect(outboundWamid(user, createRandom(1))).toMatch(/^wamid\.HBgLMTU1NTc3NzAwMDEVAgARGB[IJ][A-Za-z0-9+/]+A=*$/);
    expect(inboundWamid(user, createRandom(1))).toMatch(/^wamid\.HBgLMTU1NTc3NzAwMDEVAgASGBQ[A-Za-z0-9+/]+A=*$/);
  });
});

test('every id says whose it is and where it went', () => {
  const digits = fc.stringMatching(/^[1-9]\d{6,14}$/);
  fc.assert(
    fc.property(digits, fc.integer(), (number, seed) => {
      const someone = waId(number);
      expect(decodeWamid(outboundWamid(someone, createRandom(seed)))).toEqual({ user: someone, direction: 'to-user' });
      expect(decodeWamid(inboundWamid(someone, createRandom(seed)))).toEqual({
        user: someone,
        direction: 'to-business',
      });
    }),
  );
});

test('ids of 20,000 streams differ', () => {
  const root = createRandom(1);
  const ids = Array.from({ length: 20_000 }, (_, n) => outboundWamid(user, root.fork(`out/${n}`)));
  expect(new Set(ids).size).toBe(ids.length);
});

describe('what is no message id', () => {
  const id = inboundWamid(user, createRandom(1));

  test.each([
    ['empty', ''],
    ['without content', 'wamid.'],
    ['without its prefix', id.slice('wamid.'.length)],
    ['some text', 'wamid.garbage'],
    ['not base64', 'wamid.*****'],
    ['cut off in the middle, as by a short database column', id.slice(0, 40)],
    ['cut off at its end', id.slice(0, -4)],
    ['longer than any', `${id}${'A'.repeat(200)}`],
    ['of an unknown direction', `wamid.${Buffer.from(bytesOf(id).with(17, 0x13)).toString('base64')}`],
  ])('%s', (_, text) => {
    expect(decodeWamid(text)).toBeUndefined();
  });

  test('no text whatever makes it fail', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
        ),
        (text) => {
          decodeWamid(`wamid.${text}`);
        },
      ),
    );
  });
});
