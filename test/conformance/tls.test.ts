/** TLS on both sides: the mock under Graph's names, and https webhooks with verification and client certificates. */
import { X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns';
import { Agent, FormData, request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { type Authority, createAuthority } from '../../mock-server/http/certificates.js';
import type { TlsOptions } from '../../mock-server/http/run-certificates.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { receiveOverTls } from './tls-receiver.js';
import { errorOf, WABA, write } from './two-apps.js';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function opened<Thing extends { close(): Promise<unknown> }>(thing: Thing): Thing {
  open.push(thing);
  return thing;
}

const served = async (tls: TlsOptions = {}): Promise<ServedMock> => opened(await serveMock({ speed: 20, tls }));

/** Reaches whatever it is told to on this machine, and trusts one authority: a client in a test network. */
const clientTrusting = (ca: string) =>
  opened(
    new Agent({
      connect: { ca, lookup: (_host, options, done) => lookup('127.0.0.1', options, done) },
    }),
  );

describe('the mock over HTTPS', () => {
  async function secured() {
    const graph = await served({ serve: true });
    const ca = graph.mock.ca() ?? '';
    const client = clientTrusting(ca);
    const { port } = new URL(graph.url);
    const get = async (host: string, path: string) => {
      const headers = { authorization: 'Bearer EAAwaproof' };
      const answer = await request(`https://${host}:${port}${path}`, { dispatcher: client, headers });
      return { status: answer.statusCode, text: await answer.body.text() };
    };
    return { graph, ca, client, get };
  }

  test.each(['graph.facebook.com', 'lookaside.fbsbx.com', 'localhost', '127.0.0.1'])(
    'is taken for %s by a client that trusts its CA',
    async (host) => {
      const { graph, get } = await secured();
      expect(graph.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      expect((await get(host, '/v23.0/100000000000001?fields=id')).text).toBe('{"id":"100000000000001"}');
    },
  );

  test('is not taken for any other host, nor by a client that does not know the CA', async () => {
    const { graph, get } = await secured();
    await expect(get('graph.example', '/')).rejects.toThrow(/altnames|does not match/);
    await expect(request(graph.url)).rejects.toThrow(/certificate/);
  });

  test('gives its CA, which can sign and which does not expire today', async () => {
    const { ca, get } = await secured();
    expect(await get('localhost', '/_waproof/ca.pem')).toEqual({ status: 200, text: ca });
    const certificate = new X509Certificate(ca);
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now() + 24 * 3_600_000);
  });

  test('links to itself with https, and to Meta’s host where it is taken for Graph; that can be fetched', async () => {
    const { graph, client, get } = await secured();
    const { port } = new URL(graph.url);
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new File([Buffer.from('%PDF-1.4 hello')], 'a.pdf', { type: 'application/pdf' }));
    const uploaded = await client.request({
      origin: graph.url,
      path: '/v23.0/100000000000001/media',
      method: 'POST',
      headers: { authorization: 'Bearer EAAwaproof' },
      body: form,
    });
    const { id } = (await uploaded.body.json()) as { id: string };
    const urlVia = async (host: string) => JSON.parse((await get(host, `/v23.0/${id}`)).text).url as string;
    expect(await urlVia('localhost')).toMatch(new RegExp(`^https://localhost:${port}/`));
    const fromMeta = new URL(await urlVia('graph.facebook.com'));
    expect(fromMeta.origin).toBe('https://lookaside.fbsbx.com');
    expect(await get('lookaside.fbsbx.com', fromMeta.pathname + fromMeta.search)).toEqual({
      status: 200,
      text: '%PDF-1.4 hello',
    });
  });

  test('without TLS there is no CA to give', async () => {
    const graph = await served();
    expect(graph.mock.ca()).toBeUndefined();
    expect(await graph.call('/_waproof/ca.pem', { method: 'GET' })).toMatchObject({
      status: 404,
      json: { error: expect.stringContaining('--tls') },
    });
  });
});

describe('https webhooks', () => {
  /** A receiver whose certificate an authority of its own signed. */
  async function receiver(authority: Authority, options: object = {}) {
    return opened(await receiveOverTls({ ...(await authority.forServer('127.0.0.1')), ...options }));
  }

  const outcomes = (graph: ServedMock) =>
    graph.observed('webhook.answered').map(({ status, problem }) => status ?? problem);

  test('are verified: an unknown authority is a failure, and tried again', async () => {
    const graph = await served();
    const target = await receiver(await createAuthority());
    await graph.mock.deliverTo({ url: target.url, timeoutMs: 2_000 });
    write(graph);
    await graph.until(() => outcomes(graph).length >= 2, 'two attempts have ended');
    expect(outcomes(graph).slice(0, 2)).toEqual([
      expect.stringMatching(/certificate/),
      expect.stringMatching(/certificate/),
    ]);
    expect(target.callers).toEqual([]);
  });

  test('that an authority signed which was named are delivered to', async () => {
    const authority = await createAuthority();
    const graph = await served({ webhookCa: authority.ca });
    const target = await receiver(authority);
    await graph.mock.deliverTo({ url: target.url, timeoutMs: 2_000 });
    write(graph);
    await graph.until(() => outcomes(graph).length === 1, 'it was delivered');
    expect([outcomes(graph), target.callers]).toEqual([[200], [undefined]]);
  });

  test('of any certificate are delivered to when verification is off', async () => {
    const graph = await served({ webhookInsecure: true });
    const target = await receiver(await createAuthority());
    await graph.mock.deliverTo({ url: target.url, timeoutMs: 2_000 });
    expect(await graph.mock.handshake('right-token')).toMatchObject({ status: 200, echoed: true });
    write(graph);
    await graph.until(() => outcomes(graph).length === 1, 'it was delivered');
    expect(outcomes(graph)).toEqual([200]);
  });

  test('are shown the client certificate of Meta’s name, signed by the CA that the mock gives', async () => {
    const authority = await createAuthority();
    const graph = await served({ webhookCertificate: true, webhookCa: authority.ca });
    const ca = await graph.call('/_waproof/ca.pem', { method: 'GET' });
    const target = await receiver(authority, { ca: ca.text, requestCert: true, rejectUnauthorized: true });
    await graph.mock.deliverTo({ url: target.url, timeoutMs: 2_000 });
    expect(await graph.mock.handshake('right-token')).toMatchObject({ status: 200, echoed: true });
    write(graph);
    await graph.until(() => outcomes(graph).length === 1, 'it was delivered');
    expect([outcomes(graph), target.callers]).toEqual([[200], ['client.webhooks.fbclientcerts.com']]);
  });

  test('that ask for a certificate get nothing when none is shown', async () => {
    const authority = await createAuthority();
    const graph = await served({ webhookCa: authority.ca });
    const target = await receiver(authority, { ca: authority.ca, requestCert: true, rejectUnauthorized: true });
    await graph.mock.deliverTo({ url: target.url, timeoutMs: 2_000 });
    write(graph);
    await graph.until(() => outcomes(graph).length >= 1, 'an attempt has ended');
    expect(outcomes(graph)[0]).not.toBe(200);
    expect(target.callers).toEqual([]);
  });

  test('are refused as a callback when their certificate does not hold, in curl’s words', async () => {
    const graph = await served();
    const target = await receiver(await createAuthority());
    const body = { override_callback_uri: target.url.href, verify_token: 'x' };
    const answer = await graph.call(`/v23.0/${WABA}/subscribed_apps`, { body });
    expect(errorOf(answer)).toMatchObject({
      code: 2200,
      message: expect.stringContaining('curl_errno = 60; curl_error = SSL certificate problem'),
    });
  });
});
