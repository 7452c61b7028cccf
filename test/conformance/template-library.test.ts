/** Templates that come ready-made, over HTTP: the library, previews of authentication texts, many languages at once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIBRARY } from '../../mock-server/graph/templates/library-entries.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { TEMPLATES } from './template-drafts.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

type Parts = Readonly<Record<string, unknown>>;

const UPSERT = '/v23.0/200000000000001/upsert_message_templates';
const PREVIEWS = '/v23.0/200000000000001/message_template_previews';
const get = async (path: string) => (await graph.call(path, { method: 'GET' })).json as Parts;
const post = async (path: string, body: Parts) => (await graph.call(path, { body })).json as Parts;
const refusal = (message: string) => ({
  error: { message: `(#100) ${message}`, type: 'OAuthException', code: 100, fbtrace_id: expect.any(String) },
});

describe('the library', () => {
  const browse = async (query: string) => (await get(`/v23.0/message_template_library?${query}`)) as { data: Parts[] };
  const names = async (query: string) => (await browse(`limit=100&${query}`)).data.map(({ name }) => name);

  test('has a text of each kind, in the shape of Meta', async () => {
    const { data } = await browse('name=waproof_low_balance');
    expect(data).toEqual([
      {
        name: 'waproof_low_balance',
        language: 'en_US',
        category: 'UTILITY',
        topic: 'PAYMENTS',
        usecase: 'LOW_BALANCE_WARNING',
        industry: ['FINANCIAL_SERVICES'],
        header: 'Low balance',
        body: expect.stringContaining('{{3}}'),
        body_params: ['Ana', '1234', '$ 24.90'],
        body_param_types: ['TEXT', 'NUMBER', 'AMOUNT'],
        buttons: [{ type: 'URL', text: 'Top up', url: 'https://www.example.com/' }],
        id: expect.stringMatching(/^52\d{13}$/),
      },
    ]);
    const all = (await browse('limit=100&fields=name,language')).data;
    expect(new Set(all.map(({ id }) => id)).size).toBe(LIBRARY.length);
    expect(LIBRARY.length).toBeGreaterThanOrEqual(12);
  });

  test('is searched and filtered', async () => {
    expect(await names('search=WAREHOUSE')).toEqual(['waproof_shipment_confirmed']);
    expect(await names('topic=customer_feedback')).toEqual(['waproof_feedback']);
    expect(await names('usecase=PAYMENT_DUE_REMINDER&language=es')).toEqual(['waproof_payment_due']);
    expect(await names('industry=FINANCIAL_SERVICES&topic=ACCOUNT_UPDATE')).toEqual(['waproof_statement_ready']);
    expect(await get('/v23.0/message_template_library?search=nothing_like_this')).toEqual({ data: [] });
    expect(await get('/v23.0/message_template_library?topic=SPORTS')).toMatchObject({ error: { code: 100 } });
  });

  const inputs = [
    { type: 'URL', url: { base_url: 'https://shop.example/{{1}}', url_suffix_example: 'https://shop.example/77' } },
    { type: 'PHONE_NUMBER', phone_number: '+15550100200' },
  ];
  const order = (parts: Parts = {}) =>
    post(TEMPLATES, {
      name: 'my_reminder',
      language: 'en_US',
      category: 'UTILITY',
      library_template_name: 'waproof_payment_due',
      library_template_button_inputs: JSON.stringify(inputs),
      ...parts,
    });

  test('gives a template with the business’s own addresses, approved at once', async () => {
    const created = await order();
    expect(created).toEqual({ id: '500000000000004', status: 'APPROVED', category: 'UTILITY' });
    expect(await get(`/v23.0/${created.id}?fields=library_template_name,components`)).toMatchObject({
      library_template_name: 'waproof_payment_due',
      components: [
        { type: 'BODY', example: { body_text: [['Ana', '$ 24.90', 'May 3']] } },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'URL', text: 'Pay now', url: 'https://shop.example/{{1}}', example: ['https://shop.example/77'] },
            { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+15550100200' },
          ],
        },
      ],
    });
  });

  test('every text of it can be ordered', async () => {
    for (const { name, language, category } of LIBRARY)
      expect(await order({ name: `my_${name}`, language, category, library_template_name: name })).toMatchObject({
        status: 'APPROVED',
        category,
      });
  });

  test('gives codes with the advice that is asked for', async () => {
    const { id } = await order({
      category: 'AUTHENTICATION',
      library_template_name: 'waproof_verify_code',
      library_template_button_inputs: [{ type: 'OTP', otp_type: 'COPY_CODE' }],
      library_template_body_inputs: { add_security_recommendation: true, code_expiration_minutes: 5 },
    });
    expect(await get(`/v23.0/${id}?fields=components`)).toMatchObject({
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 5 },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
      ],
    });
  });

  test.each<[string, Parts, string]>([
    [
      'a text that is not there',
      { library_template_name: 'x' },
      'Param library_template_name is not in the library in en_US - got "x".',
    ],
    [
      'another category',
      { category: 'AUTHENTICATION' },
      'Param category must be one of {UTILITY} - got "AUTHENTICATION".',
    ],
    [
      'no addresses',
      { library_template_button_inputs: undefined },
      'The parameter library_template_button_inputs is required.',
    ],
    [
      'no number',
      { library_template_button_inputs: [inputs[0], { type: 'PHONE_NUMBER' }] },
      'Param library_template_button_inputs needs a phone_number for the button "Call us".',
    ],
    [
      'no address',
      { library_template_button_inputs: [{ type: 'URL' }] },
      'Param library_template_button_inputs needs a url with a base_url for the button "Pay now".',
    ],
    [
      'no sample',
      { library_template_button_inputs: [{ type: 'URL', url: { base_url: 'https://x.y/{{1}}' } }] },
      'Param library_template_button_inputs needs a url_suffix_example for the button "Pay now".',
    ],
    ['no name', { name: undefined }, 'The parameter name is required.'],
  ])('refuses %s', async (_, parts, words) => {
    expect(await order(parts)).toEqual(refusal(words));
  });

  test('a taken name is refused as ever', async () => {
    expect(await order({ name: 'order_update' })).toMatchObject({ error: { error_subcode: 2388024 } });
  });
});

describe('previews', () => {
  const QUERY = 'category=AUTHENTICATION&button_types=OTP';

  test('are given in the languages that are asked for', async () => {
    const query = `${QUERY}&languages=en_US,es_ES&add_security_recommendation=true&code_expiration_minutes=10`;
    expect(await get(`${PREVIEWS}?${query}`)).toEqual({
      data: [
        {
          body: '*{{1}}* is your verification code. For your security, do not share this code.',
          buttons: [{ text: 'Copy code', autofill_text: 'Autofill' }],
          footer: 'This code expires in 10 minutes.',
          language: 'en_US',
        },
        {
          body: 'Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.',
          buttons: [{ text: 'Copiar código', autofill_text: 'Autocompletar' }],
          footer: 'Este código caduca en 10 minutos.',
          language: 'es_ES',
        },
      ],
    });
  });

  test('leave out what is not asked for, and give all languages by default', async () => {
    const { data } = (await get(`${PREVIEWS}?category=AUTHENTICATION`)) as { data: Parts[] };
    expect(data.length).toBeGreaterThan(5);
    expect(data.find(({ language }) => language === 'de')).toEqual({
      body: '*{{1}}* ist dein Bestätigungscode.',
      language: 'de',
    });
  });

  test.each([
    ['', 'The parameter category is required.'],
    ['category=UTILITY', 'Param category must be one of {AUTHENTICATION} - got "UTILITY".'],
    [`${QUERY}&code_expiration_minutes=91`, 'Param code_expiration_minutes must be between 1 and 90.'],
    [`${QUERY}&languages=xx`, 'Param languages is not a supported language - got "xx".'],
    ['category=AUTHENTICATION&button_types=URL', 'Param button_types must be one of {OTP}.'],
  ])('refuse %j', async (query, words) => {
    expect(await get(`${PREVIEWS}?${query}`)).toEqual(refusal(words));
  });
});

describe('many languages at once', () => {
  const components = [
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: 10 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ];
  const upsert = (parts: Parts = {}) =>
    post(UPSERT, { name: 'code', languages: ['en_US', 'es'], category: 'AUTHENTICATION', components, ...parts });

  test('are created, and updated the next time', async () => {
    expect(await upsert()).toEqual({
      data: [
        { id: '500000000000004', status: 'APPROVED', language: 'en_US' },
        { id: '500000000000005', status: 'APPROVED', language: 'es' },
      ],
    });
    const changed = components.map((part) => (part.type === 'FOOTER' ? { ...part, code_expiration_minutes: 5 } : part));
    expect(await upsert({ languages: ['es', 'fr'], components: changed, message_send_ttl_seconds: 60 })).toEqual({
      data: [
        { id: '500000000000005', status: 'APPROVED', language: 'es' },
        { id: '500000000000006', status: 'APPROVED', language: 'fr' },
      ],
    });
    const fields = 'fields=components,message_send_ttl_seconds';
    expect(await get(`/v23.0/500000000000005?${fields}`)).toMatchObject({
      message_send_ttl_seconds: 60,
      components: [{}, { code_expiration_minutes: 5 }, {}],
    });
    expect(await get(`/v23.0/500000000000004?${fields}`)).toMatchObject({
      components: [{}, { code_expiration_minutes: 10 }, {}],
    });
  });

  test.each<[string, Parts, string]>([
    ['another category', { category: 'UTILITY' }, 'Param category must be one of {AUTHENTICATION} - got "UTILITY".'],
    ['one language', { language: 'en' }, 'Param language is not supported. Use languages.'],
    ['no languages', { languages: undefined }, 'The parameter languages is required.'],
    ['an empty list', { languages: [] }, 'Param languages must have 1 to 100 elements.'],
    ['a language that is none', { languages: ['English'] }, 'Param languages[0] is not a valid language code.'],
    [
      'a label',
      {
        components: [
          { type: 'BODY' },
          { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'x' }] },
        ],
      },
      'Param components does not support "text" here.',
    ],
  ])('refuse %s', async (_, parts, words) => {
    expect(await upsert(parts)).toEqual(refusal(words));
  });

  test('nothing is created if one cannot be', async () => {
    expect(await upsert({ name: 'Code' })).toMatchObject({ error: { error_subcode: 2388046 } });
    await graph.call(`${TEMPLATES}?name=order_update&hsm_id=500000000000003`, { method: 'DELETE' });
    expect(await upsert({ name: 'order_update', languages: ['de', 'es'] })).toMatchObject({
      error: { error_subcode: 2388023 },
    });
    expect((await get(`${TEMPLATES}?name=order_update&fields=language`)).data).toHaveLength(1);
  });
});
