/** Rules of media and of resumable uploads. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const mediaRules: readonly Rule[] = [
  {
    behaviour:
      'Upload: multipart with `file`, `type`, `messaging_product`; bytes are kept as they come, with their real SHA-256',
    source: 'documented, observed',
    tests: ['test/conformance/media.test.ts'],
  },
  {
    behaviour: 'Types that an upload takes; sizes by type, above which `File Too Large`',
    source: 'documented; a word that is no MIME type says nothing (assumed)',
    tests: ['test/conformance/media.test.ts', 'test/unit/mock-server/graph/media/media-rules.test.ts'],
  },
  {
    behaviour: 'What each kind of message takes of them: 131053 by a status',
    source: 'documented, observed',
    tests: ['test/unit/mock-server/graph/media/media-rules.test.ts', 'test/conformance/messages-media-ids.test.ts'],
  },
  {
    behaviour: 'Codecs, pixels and the content of files are not looked at; whether a sticker moves is',
    source: 'not modelled',
    tests: ['test/unit/mock-server/graph/media/media-rules.test.ts'],
  },
  {
    behaviour:
      "Information with an address for five minutes; the bytes need a token too, come with Range and HEAD, and with the headers of Meta's file host",
    source: 'documented, observed',
    tests: ['test/conformance/media.test.ts', 'test/unit/mock-server/http/byte-ranges.test.ts'],
  },
  {
    behaviour:
      "Whoever reaches the mock under Graph's own name gets addresses of Meta's file hosts, which a proxy must send here as well",
    source: 'ours',
    tests: ['test/conformance/media.test.ts'],
  },
  {
    behaviour: 'An id lives 30 days, 7 when it came in a webhook',
    source: 'documented (7 since October 2025)',
    tests: ['test/conformance/media.test.ts', 'test/conformance/messages-media-ids.test.ts'],
  },
  {
    behaviour: 'Deleting forgets the id, its address and its bytes; of another number it is missing',
    source: 'documented',
    tests: ['test/conformance/media.test.ts'],
  },
  {
    behaviour:
      'Resumable uploads: sessions, pieces that go on where the last one ended, a broken connection keeps what came, handles in the layout of real ones',
    source: 'documented; life of a session (a day) and of handles assumed',
    tests: ['test/conformance/uploads.test.ts'],
  },
  {
    behaviour: 'Refusals that Meta words by `debug_info` come in the usual envelope with the same words',
    source: 'ours',
    tests: ['test/conformance/uploads.test.ts'],
  },
  {
    behaviour: 'A handle sets the profile picture or is a sample; such pictures are served to everybody',
    source: 'documented; the address ours',
    tests: ['test/conformance/uploads.test.ts'],
  },
  {
    behaviour:
      'Bytes pass as streams through files of a private folder: 16 MiB never pile up in memory; nothing outlives the process',
    source: 'ours',
    tests: ['test/unit/mock-server/http/blob-store.test.ts', 'test/conformance/request-multipart.test.ts'],
  },
];
