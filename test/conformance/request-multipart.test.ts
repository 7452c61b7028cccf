/** Multipart bodies, whole and broken: what a form says is what JSON would say, and what is no form harms nobody. */
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MEDIA, ownFolder, rawForm, sha256, storedFiles, upload, uploaded } from './media-bodies.js';
import { MESSAGES, type ServedMock, serveMock, TOKEN } from './served-mock.js';

let graph: ServedMock;
ownFolder();
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const TYPE = 'multipart/form-data; boundary=xxx';
const PICTURE = 'Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\nPNG';
const PRODUCT = 'Content-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp';
const post = (path: string, body: string, contentType = TYPE) =>
  graph.call(path, { body, headers: { 'content-type': contentType } });

/** Does something, and sees that no file stays because of it. */
async function leavingNothing(act: () => Promise<void>): Promise<void> {
  const before = storedFiles().length;
  await act();
  await graph.until(() => storedFiles().length <= before, 'no file is left');
}

describe('a form without files', () => {
  test('is taken by every operation, structures as JSON texts', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({
      messaging_product: 'whatsapp',
      to: '15557770001',
      type: 'text',
      text: '{"body":"hällo"}',
    }))
      form.append(name, value);
    const response = await fetch(graph.url + MESSAGES, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: form,
    });
    expect(await response.json()).toMatchObject({ messages: [{ id: expect.stringMatching(/^wamid\./) }] });
    expect(graph.lastCall()).toMatchObject({ action: 'send', text: 'hällo', outcome: 'accepted' });
  });

  test('may hold the token; the body wins over the query', async () => {
    const body = rawForm(
      'xxx',
      `Content-Disposition: form-data; name="access_token"\r\n\r\n${TOKEN}`,
      'Content-Disposition: form-data; name="fields"\r\n\r\nid',
    );
    const headers = { authorization: undefined, 'content-type': TYPE };
    const answer = await graph.call('/v23.0/100000000000001?fields=verified_name', { body, headers });
    expect(answer.json).not.toMatchObject({ error: { code: 104 } });
  });

  test('with a field called __proto__ is only a form with an odd field', async () => {
    const answer = await post(
      MESSAGES,
      rawForm('xxx', PRODUCT, 'Content-Disposition: form-data; name="__proto__"\r\n\r\n{}'),
    );
    expect([answer.status, answer.json]).toMatchObject([400, { error: { code: 100 } }]);
  });
});

describe('files', () => {
  test('for an operation that takes none are passed over', () =>
    leavingNothing(async () => {
      const answer = await post(MESSAGES, rawForm('xxx', PRODUCT, PICTURE));
      expect(answer.json).toMatchObject({ error: { message: '(#100) The parameter to is required.' } });
    }));

  test('of one name: the last one counts, the others are dropped', async () => {
    const before = storedFiles().length;
    const answer = await post(
      MEDIA,
      rawForm('xxx', PRODUCT, PICTURE, PICTURE.replace('PNG', 'PNG2'), PICTURE.replace('"file"', '"other"')),
    );
    const { id } = answer.json as { id: string };
    const read = await graph.call(`/v23.0/${id}`, { method: 'GET' });
    expect(read.json).toMatchObject({ file_size: 4, sha256: sha256(Buffer.from('PNG2')) });
    await graph.until(() => storedFiles().length === before + 1, 'one file is kept');
  });

  test('in more parts than anybody needs are refused', () =>
    leavingNothing(async () => {
      const answer = await post(MEDIA, rawForm('xxx', PRODUCT, ...Array.from({ length: 11 }, () => PICTURE)));
      expect([answer.status, answer.json]).toMatchObject([400, { error: { code: 100 } }]);
      const many = Array.from({ length: 201 }, (_, i) => `Content-Disposition: form-data; name="a${i}"\r\n\r\n1`);
      expect((await post(MESSAGES, rawForm('xxx', ...many))).status).toBe(413);
    }));

  test('that are longer than anybody takes are refused once they have come, also between others', () =>
    leavingNothing(async () => {
      const long = PICTURE.replace('PNG', 'x'.repeat(100 * 1_024 ** 2 + 1));
      const answer = await post(MEDIA, rawForm('xxx', PICTURE, long, PRODUCT));
      expect([answer.status, answer.json]).toMatchObject([400, { error: { error_user_title: 'File Too Large' } }]);
    }));

  test('a field of more than 1 MiB is refused, and the connection lives', () =>
    leavingNothing(async () => {
      const long = `Content-Disposition: form-data; name="text"\r\n\r\n${'x'.repeat(2 * 1_024 ** 2)}`;
      expect((await post(MEDIA, rawForm('xxx', PICTURE, long, PICTURE))).status).toBe(400);
      expect((await post(MESSAGES, rawForm('xxx', long))).status).toBe(413);
      expect((await graph.send({ type: 'text', text: { body: 'still here' } })).status).toBe(200);
    }));

  test('of a batch go to the calls that name them; the others are dropped', async () => {
    const before = storedFiles().length;
    const batch = [
      {
        method: 'POST',
        relative_url: 'v23.0/100000000000001/media',
        body: 'messaging_product=whatsapp',
        attached_files: 'file',
      },
      { method: 'GET', relative_url: 'v23.0/100000000000001?fields=id' },
    ];
    const other = PICTURE.replace('"file"', '"other"');
    const form = rawForm(
      'xxx',
      `Content-Disposition: form-data; name="batch"\r\n\r\n${JSON.stringify(batch)}`,
      PICTURE,
      other,
    );
    const answers = (await post('/', form)).json as { code: number; body: string }[];
    expect(answers.map(({ code }) => code)).toEqual([200, 200]);
    const { id } = JSON.parse(answers[0]?.body ?? '') as { id: string };
    const read = await graph.call(`/v23.0/${id}`, { method: 'GET' });
    expect(read.json).toMatchObject({ sha256: sha256(Buffer.from('PNG')) });
    await graph.until(() => storedFiles().length === before + 1, 'one file is kept');
  });

  test('are dropped when a fault refuses the call', async () => {
    const before = storedFiles().length;
    graph.trouble('graph.error', { on: ['other'], probability: 1, code: 131000 });
    expect((await upload(graph)).json).toMatchObject({ error: { code: 131000 } });
    graph.mock.faults.activate([]);
    await graph.until(() => storedFiles().length === before, 'the file is dropped');
  });
});

describe('what is no form', () => {
  test.each<[string, string, string]>([
    ['no boundary', 'multipart/form-data', rawForm('xxx', PRODUCT, PICTURE)],
    ['another boundary', 'multipart/form-data; boundary=yyy', rawForm('xxx', PRODUCT, PICTURE)],
    ['no end', TYPE, rawForm('xxx', PRODUCT, PICTURE).slice(0, -8)],
    ['a header without an end', TYPE, '--xxx\r\nContent-Disposition: form-data; name="file"'],
    ['a header that is none', TYPE, '--xxx\r\n\u0000\u0001\r\n\r\nwhat\r\n--xxx--\r\n'],
    ['nothing at all', TYPE, ''],
    ['another multipart type', 'multipart/mixed; boundary=xxx', rawForm('xxx', PRODUCT, PICTURE)],
    ['only the word', 'multipart/', rawForm('xxx', PRODUCT)],
  ])('%s: Graph misses the first parameter, and no file stays', (_, contentType, body) =>
    leavingNothing(async () => {
      for (const path of [MEDIA, MESSAGES]) {
        const answer = await post(path, body, contentType);
        expect(answer.json).toMatchObject({
          error: { code: 100, message: '(#100) The parameter messaging_product is required.' },
        });
        expect(answer.status).toBe(400);
      }
    }),
  );

  test('a connection that breaks in the middle of a file leaves nothing, and is recorded', () =>
    leavingNothing(async () => {
      const { port } = new URL(graph.url);
      const socket = connect(Number(port), '127.0.0.1');
      const head = `POST ${MEDIA} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: ${TYPE}\r\n`;
      const body = rawForm('xxx', PRODUCT, PICTURE.replace('PNG', 'P'.repeat(200_000)));
      const seen = graph.observed('graph.call').length;
      const kept = storedFiles().length;
      socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body.slice(0, 150_000)}`);
      await graph.until(() => storedFiles().length > kept, 'a file has begun');
      socket.destroy();
      await graph.until(() => graph.observed('graph.call').length > seen, 'it is recorded');
      expect(graph.lastCall()).toMatchObject({ answer: 'lost', outcome: 'unknown', effect: false });
    }));
});

test('whatever is posted as a form, the answer is a success or an envelope, and what came whole is kept whole', async () => {
  const header = fc.oneof(
    fc.constant('Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png'),
    fc.constant('Content-Disposition: form-data; name="messaging_product"'),
    fc.string({ maxLength: 60 }).map((text) => `Content-Disposition: form-data; name="${text}"; filename="${text}"`),
    fc.string({ maxLength: 60 }),
  );
  const part = fc.record({ header, bytes: fc.uint8Array({ maxLength: 70_000 }) });
  const boundary = fc.stringMatching(/^[A-Za-z0-9'()+_,./:=?-]{1,70}$/);
  const before = storedFiles().length;
  await fc.assert(
    fc.asyncProperty(boundary, fc.array(part, { maxLength: 6 }), fc.boolean(), async (mark, parts, isCut) => {
      const chunks = parts.flatMap(({ header: text, bytes }) => [
        Buffer.from(`--${mark}\r\n${text}\r\n\r\n`),
        Buffer.from(bytes),
        Buffer.from('\r\n'),
      ]);
      const whole = Buffer.concat([...chunks, Buffer.from(`--${mark}--\r\n`)]);
      const response = await fetch(graph.url + MEDIA, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': `multipart/form-data; boundary="${mark}"` },
        body: isCut ? whole.subarray(0, whole.length >> 1) : whole,
      });
      const json = (await response.json()) as { id?: string; error?: { code: number; fbtrace_id: string } };
      expect(response.status).toBeLessThan(500);
      if (json.id === undefined) expect(json.error).toMatchObject({ code: 100, fbtrace_id: expect.any(String) });
      else expect((await graph.call(`/v23.0/${json.id}`, { method: 'DELETE' })).status).toBe(200);
    }),
    { numRuns: 60 },
  );
  await graph.until(() => storedFiles().length <= before, 'no file is left');
});

test('bytes of any size and content come out as they went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200_000 }), async (bytes) => {
      const id = await uploaded(graph, { bytes });
      const read = await graph.call(`/v23.0/${id}`, { method: 'GET' });
      const { url } = read.json as { url: string };
      const response = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
      expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(bytes));
      await graph.call(`/v23.0/${id}`, { method: 'DELETE' });
    }),
    { numRuns: 20 },
  );
});
