/** The suite's own parts on a file of a few lines: what it sends, and what it notices. */
import { describe, expect, test } from 'vitest';
import { badRequests, type ValidRequest } from './bad-requests.js';
import { createCheckAnswer } from './check-answer.js';
import { checkRefusal } from './check-refusal.js';
import { parseDocument } from './document.js';
import { report } from './run.js';
import { createSampler } from './sample.js';

const document = parseDocument(`
components:
  schemas:
    Pet:
      type: object
      required: [name, kind]
      properties:
        name: { type: string }
        kind: { enum: [DOG, CAT] }
        born: { type: string, format: date-time }
        owner: { type: string, nullable: true }
    Said:
      oneOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, required: [success], properties: { success: { type: boolean } } }]
    GraphAPIError:
      type: object
      required: [error]
      properties: { error: { type: object, required: [message, type, code] } }
paths:
  /{Version}/{Home-ID}/pets:
    parameters: [{ name: Home-ID, in: path, required: true }]
    post:
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/Said' } } } }
        400: { content: { application/json: { schema: { $ref: '#/components/schemas/GraphAPIError' } } } }
        404: { content: { application/json: { schema: { $ref: '#/components/schemas/GraphAPIError' } } } }
`);
const [operation] = document.operations;
if (!operation) throw new Error('the file has no operation');
const check = createCheckAnswer(document);
const { Pet = {}, Said = {} } = document.schemas;

test('an operation is named without its version', () => {
  expect(operation).toMatchObject({ name: 'POST /{Home-ID}/pets', placeholders: ['Home-ID'] });
});

test('a sample has what is required, and nothing else', () => {
  expect(createSampler(document)(Pet)).toEqual({ name: 'sample', kind: 'DOG' });
});

describe('an answer', () => {
  test.each([
    ['fits', Pet, { name: 'Rex', kind: 'DOG', born: '2026-01-01T00:00:00+0000', owner: null, age: 3 }, []],
    ['fits one alternative', Said, { success: true }, []],
    ['lacks a member', Pet, { kind: 'CAT' }, ['/name required']],
    ['has another type and no date', Pet, { name: 1, kind: 'CAT', born: 'now' }, ['/name type', '/born format']],
    ['fits no alternative', Said, { name: 'Rex' }, ['/ anyOf']],
  ])('that %s', (_title, schema, value, aspects) => {
    expect(check(schema, value).map(({ aspect }) => aspect)).toEqual(aspects);
  });
});

const valid: ValidRequest = {
  ids: { 'Home-ID': '7' },
  query: {},
  bodySpec: operation.bodies[0],
  body: { name: 'Rex', kind: 'DOG' },
  alsoRequired: [],
};

test('bad requests break one thing at a time', () => {
  const sent = [...badRequests(document, operation, valid)].map(({ what, call }) => [what, call.path, call.body]);
  const { name, kind } = { name: 'Rex', kind: 'DOG' };
  expect(sent).toEqual([
    ['without a token', '/7/pets', { name, kind }],
    ['with a wrong token', '/7/pets', { name, kind }],
    ['for an unknown object', '/999999999999999/pets', { name, kind }],
    ['with a wrong limit', '/7/pets', { name, kind }],
    ['without name', '/7/pets', { kind }],
    ['without kind', '/7/pets', { name }],
    ['with a wrong name', '/7/pets', { name: { not: 'a text' }, kind }],
    ['with a wrong kind', '/7/pets', { name, kind: 'NOT_ONE_OF_THEM' }],
    ['with a wrong born', '/7/pets', { name, kind, born: { not: 'a text' } }],
    ['with a wrong owner', '/7/pets', { name, kind, owner: { not: 'a text' } }],
  ]);
});

describe('a refusal', () => {
  const error = { message: 'no', type: 'OAuthException', code: 100, fbtrace_id: 'A1b2C3d4E5f6G7h8I9j0KLm' };
  const judge = (status: number, json: unknown, about: 'parameter' | 'object' = 'parameter') =>
    checkRefusal(operation, { what: '', call: { method: '', path: '' }, about }, { status, json, text: '' }, check).map(
      ({ aspect }) => aspect,
    );

  test.each([
    [400, { error }, []],
    [200, { success: true }, ['refused']],
    [500, { error }, ['refused']],
    [501, { error }, ['not simulated']],
    [404, { error }, ['status']],
    [400, { error: { ...error, fbtrace_id: 'short' } }, ['envelope /error/fbtrace_id pattern']],
    [
      400,
      { error: { fbtrace_id: error.fbtrace_id, message: error.message, type: error.type, code: 100 } },
      ['envelope order'],
    ],
    [400, { error, more: 1 }, ['envelope / additionalProperties']],
  ])('with %d %j', (status, json, aspects) => {
    expect(judge(status, json)).toEqual(aspects);
  });

  test('of an unknown object is documented as 404', () => {
    expect(judge(404, { error }, 'object')).toEqual([]);
    expect(judge(400, { error }, 'object')).toEqual(['status']);
  });
});

test('the report counts, and gives the first reason of each', () => {
  const differences = [
    { aspect: 'a', text: 'one' },
    { aspect: 'b', text: 'two' },
  ];
  const good = { operation: 'GET /good', differences: [], excused: [], isComplete: false };
  expect(report([good, { ...good, operation: 'GET /bad', differences }])).toBe(
    '1 of 2 operations conform, 0 of them with reviewed differences\n  GET /bad  one (and 1 more)',
  );
});
