/** `waproof mock --state FILE`: killed without warning, the next mock goes on with everything that was acknowledged. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createStage, type Program } from './stage.js';

const stage = createStage();

interface Served {
  readonly mock: Program;
  readonly url: string;
}

async function serve(state: string, ...args: string[]): Promise<Served> {
  const mock = stage.start(['mock', '--port', '0', '--json', '--state', state, ...args]);
  const [line] = await mock.waitFor(/^\{.+\n/);
  return { mock, url: JSON.parse(line).graph_url };
}

async function kill({ mock }: Served): Promise<void> {
  mock.kill('SIGKILL');
  expect((await mock.exited).signal).toBe('SIGKILL');
}

async function ask({ url }: Served, request: string, body?: unknown, token = 'EAAwaproof') {
  const [method = 'GET', path = '/'] = request.split(' ');
  const isForm = body instanceof FormData;
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(!isForm && { 'content-type': 'application/json' }) },
    body: body === undefined ? null : isForm ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, json: text.startsWith('{') ? JSON.parse(text) : {} };
}

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function picture(): FormData {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob([PICTURE], { type: 'image/png' }), 'dot.png');
  return form;
}

const WABA = '/v23.0/200000000000001';
const NUMBER = '/v23.0/100000000000001';
const hello = { messaging_product: 'whatsapp', to: '15557770001', type: 'text', text: { body: 'hi' } };

describe('killed at any time', () => {
  test('objects of every kind read back as they were acknowledged', async () => {
    const file = stage.path('kinds.state');
    const first = await serve(file);
    const made = {
      template: await ask(first, `POST ${WABA}/message_templates`, {
        name: 'kept',
        language: 'en_US',
        category: 'UTILITY',
        components: [{ type: 'BODY', text: 'still here' }],
      }),
      flow: await ask(first, `POST ${WABA}/flows`, { name: 'kept flow', categories: ['OTHER'] }),
      qr: await ask(first, `POST ${NUMBER}/message_qrdls`, { prefilled_message: 'hello' }),
      media: await ask(first, `POST ${NUMBER}/media`, picture()),
      number: await ask(first, `POST ${WABA}/phone_numbers`, {
        cc: '1',
        phone_number: '5550100088',
        verified_name: 'Second Number',
      }),
      token: await ask(first, 'POST /_waproof/tokens', { kind: 'system-user' }),
      subscription: await ask(first, `POST ${WABA}/subscribed_apps`, {}),
      profile: await ask(first, `POST ${NUMBER}/whatsapp_business_profile`, {
        messaging_product: 'whatsapp',
        about: 'kept',
      }),
      written: await ask(first, 'POST /_waproof/users/15557770001/messages', {
        name: 'Ann',
        message: { type: 'text', text: { body: 'hello' } },
      }),
      sent: await ask(first, `POST ${NUMBER}/messages`, hello),
    };
    expect(Object.entries(made).filter(([, { status }]) => status > 201)).toEqual([]);
    await kill(first);

    const second = await serve(file);
    await second.mock.waitFor(/going on with the world in /);
    const token = made.token.json.token as string;
    const read = (path: string) => ask(second, `GET ${path}`, undefined, token);
    expect((await read(`/v23.0/${made.template.json.id}`)).json).toMatchObject({ name: 'kept', status: 'APPROVED' });
    expect((await read(`/v23.0/${made.flow.json.id}`)).json).toMatchObject({ name: 'kept flow', status: 'DRAFT' });
    expect((await read(`${NUMBER}/message_qrdls/${made.qr.json.code}`)).json.data).toEqual([
      expect.objectContaining({ prefilled_message: 'hello' }),
    ]);
    expect((await read(`/v23.0/${made.number.json.id}`)).json).toMatchObject({ verified_name: 'Second Number' });
    expect((await read(`${WABA}/subscribed_apps`)).json.data).toHaveLength(1);
    expect((await read(`${NUMBER}/whatsapp_business_profile?fields=about`)).json.data).toEqual([
      expect.objectContaining({ about: 'kept' }),
    ]);
    const media = (await read(`/v23.0/${made.media.json.id}`)).json;
    expect(media).toMatchObject({ mime_type: 'image/png', file_size: PICTURE.length });
    const bytes = await fetch(String(media.url), { headers: { authorization: `Bearer ${token}` } });
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(PICTURE);
    expect((await read('/_waproof/world')).json.users.newest).toEqual([
      expect.objectContaining({ id: '15557770001', name: 'Ann', written: 1, received: 1 }),
    ]);
    // Nothing is named as something before it.
    const again = await ask(second, `POST ${NUMBER}/messages`, hello);
    expect(again.json.messages[0].id).not.toBe(made.sent.json.messages[0].id);
    const another = await ask(second, `POST ${NUMBER}/media`, picture());
    expect(another.json.id).not.toBe(made.media.json.id);
    await kill(second);
  });

  test('in the middle of a hundred sends it loses none that was acknowledged', async () => {
    const file = stage.path('sends.state');
    const first = await serve(file);
    const acknowledged: string[] = [];
    const sending = Promise.allSettled(
      Array.from({ length: 100 }, async (_, index) => {
        const { json } = await ask(first, `POST ${NUMBER}/messages`, { ...hello, to: `1555778${1000 + index}` });
        const id = json.messages?.[0]?.id;
        if (typeof id === 'string') acknowledged.push(id);
        if (acknowledged.length === 40) first.mock.kill('SIGKILL');
      }),
    );
    await sending;
    await first.mock.exited;
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);

    const second = await serve(file);
    const { json } = await ask(second, 'GET /_waproof/world/export');
    const kept = new Set((json.stores.messages as [string, { message: string }][]).map(([, { message }]) => message));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    await kill(second);
  });

  test('a last line that was cut off is said and left out', async () => {
    const file = stage.path('torn.state');
    const first = await serve(file);
    await ask(first, `POST ${WABA}/flows`, { name: 'whole', categories: ['OTHER'] });
    await kill(first);
    writeFileSync(file, '[1893456000000,[["flows","9', { flag: 'a' });
    const second = await serve(file);
    await second.mock.waitFor(/the last line was cut off and is left out/);
    expect((await ask(second, `GET ${WABA}/flows`)).json.data).toEqual([expect.objectContaining({ name: 'whole' })]);
    await kill(second);
  });
});

describe('otherwise', () => {
  test('a reset is kept as well, and time that was moved ahead does not go back', async () => {
    const file = stage.path('reset.state');
    const first = await serve(file);
    await ask(first, `POST ${WABA}/flows`, { name: 'gone', categories: ['OTHER'] });
    await ask(first, 'POST /_waproof/clock', { advance: '25h' });
    await ask(first, 'POST /_waproof/world', {});
    await ask(first, `POST ${WABA}/flows`, { name: 'after', categories: ['OTHER'] });
    await kill(first);
    const second = await serve(file);
    expect((await ask(second, `GET ${WABA}/flows`)).json.data).toEqual([expect.objectContaining({ name: 'after' })]);
    const { json } = await ask(second, 'GET /_waproof/world/export');
    expect(json.at - Date.now()).toBeGreaterThan(24.9 * 3_600_000);
    await kill(second);
  });

  test('time that was moved ahead is kept where nothing else has changed', async () => {
    const file = stage.path('moved.state');
    const first = await serve(file);
    await ask(first, 'POST /_waproof/clock', { advance: '25h' });
    await kill(first);
    const second = await serve(file);
    const { json } = await ask(second, 'GET /_waproof/world/export');
    expect(json.at - Date.now()).toBeGreaterThan(24.9 * 3_600_000);
    await kill(second);
  });

  test('two mocks do not share a file', async () => {
    const file = stage.path('shared.state');
    const first = await serve(file);
    const second = await stage.run(['mock', '--port', '0', '--state', file]);
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toContain(`${file} is in use by process ${first.mock.pid}: stop it, or give this mock`);
    first.mock.kill('SIGTERM');
    await first.mock.exited;
    expect(existsSync(`${file}.lock`)).toBe(false);
    await kill(await serve(file));
  });

  test('a newer format and a file that is none are refused, and left alone', async () => {
    const newer = stage.file('newer.state', '{"format":"waproof-world","version":2}\n');
    const other = stage.file('notes.txt', 'dear diary\n');
    const runs = await Promise.all([newer, other].map((file) => stage.run(['mock', '--port', '0', '--state', file])));
    expect(runs.map(({ code }) => code)).toEqual([2, 2]);
    expect(runs[0]?.stderr).toContain('has the version 2, this waproof reads version 1');
    expect(runs[1]?.stderr).toContain('notes.txt is no state of a mock: its first line is not JSON');
    expect(readFileSync(other, 'utf8')).toBe('dear diary\n');
  });

  test('waproof.yml describes a new world, and leaves an old one as it is', async () => {
    const config = stage.file(
      'world.yml',
      "world: { numbers: [{ id: 120000000000001, waba: 200000000000001, phone: '+1 555 010 0077', name: Described }] }\n",
    );
    const file = stage.path('described.state');
    const first = await serve(file, '--config', config);
    const described = '/v23.0/120000000000001';
    expect((await ask(first, `GET ${described}`)).json).toMatchObject({ verified_name: 'Described' });
    await ask(first, `POST ${described}/whatsapp_business_profile`, {
      messaging_product: 'whatsapp',
      about: 'changed',
    });
    await kill(first);
    const second = await serve(file, '--config', config);
    await second.mock.waitFor(/what waproof\.yml says under world: is for a new world, and is left out/);
    expect((await ask(second, `GET ${described}/whatsapp_business_profile?fields=about`)).json.data).toEqual([
      expect.objectContaining({ about: 'changed' }),
    ]);
    await kill(second);
    expect(readdirSync(stage.folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});
