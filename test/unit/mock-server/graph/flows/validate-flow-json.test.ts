/** Flow JSON against Meta's rules: what is sound passes, each mistake has its code and its place. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateFlowJson } from '../../../../../mock-server/graph/flows/json/validate-flow-json.js';
import { flowOf, footer, goTo, heading, lastScreen, screen, soundFlow } from '../../../../conformance/flow-bodies.js';

type Parts = Readonly<Record<string, unknown>>;

const validate = (flow: unknown) => validateFlowJson(JSON.stringify(flow));
/** `CODE path` of each mistake. */
const mistakes = (flow: unknown) =>
  validate(flow).errors.map(({ error, pointers: [pointer] }) => `${error} ${pointer?.path ?? ''}`.trim());

const input = (name: string, more: Parts = {}) => ({ type: 'TextInput', label: 'Name', name, ...more });
/** How a text names a value that is known later. */
const bound = (path: string) => `\${${path}}`;
/** Built from pairs: an object with a member `then` looks like a promise to the linter. */
const ifElse = (condition: string, yes: unknown, no: unknown) =>
  Object.fromEntries([
    ['type', 'If'],
    ['condition', condition],
    ['then', yes],
    ['else', no],
  ]);
const one = (...children: unknown[]) => flowOf([lastScreen('A', [...children, footer()])]);
const CHILD = 'screens[0].layout.children[0]';

/** Two screens, the first of which leads to the last. */
const two = (payload: Parts = {}, data?: Parts) =>
  flowOf([screen('A', [input('name'), footer(goTo('B', payload))]), lastScreen('B', undefined, data ? { data } : {})]);
const withEndpoint = (flow: Parts, routing?: unknown) => ({
  ...flow,
  data_api_version: '3.0',
  ...(routing !== undefined && { routing_model: routing }),
});

describe('sound', () => {
  test.each<[string, unknown]>([
    ['one screen', soundFlow],
    [
      'every text',
      one(
        heading,
        { type: 'TextBody', text: ['**a**', 'b'], markdown: true, visible: bound('data.x') },
        {
          type: 'TextCaption',
          text: 'c',
          'font-weight': 'bold',
        },
      ),
    ],
    [
      'inputs of a form in version 2.1',
      flowOf(
        [
          lastScreen('A', [
            {
              type: 'Form',
              name: 'form',
              children: [input('name'), footer({ name: 'complete', payload: { a: bound('form.name') } })],
            },
          ]),
        ],
        { version: '2.1' },
      ),
    ],
    [
      'two screens and what is handed over',
      two({ name: bound('form.name') }, { name: { type: 'string', __example__: 'Ana' } }),
    ],
    [
      'a footer in both branches',
      flowOf([lastScreen('A', [ifElse(`${bound('form.a')} == 1`, [footer()], [footer()]), input('a')])]),
    ],
    ['a switch', one({ type: 'Switch', value: bound('form.a'), cases: { x: [heading], y: [input('b')] } }, input('a'))],
    [
      'an endpoint with its routes',
      withEndpoint(
        flowOf([
          screen('A', [footer({ name: 'data_exchange', payload: {} })], { refresh_on_back: true }),
          lastScreen('B'),
        ]),
        { A: ['B'], B: [] },
      ),
    ],
    [
      'a navigation list',
      flowOf([
        screen('A', [
          {
            type: 'NavigationList',
            name: 'n',
            'list-items': [{ id: '1', 'main-content': { title: 'B' }, 'on-click-action': goTo('B') }],
          },
        ]),
        lastScreen('B'),
      ]),
    ],
  ])('%s', (_, flow) => {
    const known = JSON.parse(JSON.stringify(flow).replace(`"${bound('data.x')}"`, 'true')) as unknown;
    expect(validate(known).errors).toEqual([]);
  });

  test('versions are read', () => {
    expect(validate(withEndpoint({ ...soundFlow, data_channel_uri: 'https://x.y' }, {}))).toMatchObject({
      version: '7.0',
      dataApiVersion: '3.0',
      dataChannelUri: 'https://x.y',
    });
  });
});

describe('mistakes of the frame', () => {
  test.each<[string, unknown, string[]]>([
    ['no version', { screens: [] }, ['MISSING_FLOW_JSON_VERSION']],
    ['a version that is none', { version: '2024.0' }, ['INVALID_FLOW_JSON_VERSION version']],
    ['a version that is a number', { version: 7 }, ['INVALID_FLOW_JSON_VERSION version']],
    ['no screens', { version: '7.0' }, ['MISSING_REQUIRED_TYPE_PROPERTY']],
    ['screens that are no list', flowOf([], { screens: {} }), ['INVALID_PROPERTY_TYPE screens']],
    ['no screen', flowOf([]), ['MIN_ITEMS_REQUIRED screens']],
    ['an unknown member', { ...soundFlow, colour: 1 }, ['INVALID_PROPERTY_KEY colour']],
    [
      'an endpoint in the JSON of a new version',
      { ...soundFlow, data_channel_uri: 'https://x.y' },
      ['INVALID_PROPERTY_KEY data_channel_uri'],
    ],
    [
      'an endpoint that is no address',
      { ...soundFlow, version: '2.1', data_channel_uri: 'x' },
      ['INVALID_PROPERTY_VALUE_FORMAT data_channel_uri'],
    ],
    [
      'an unknown data API',
      { ...soundFlow, data_api_version: '9.0', routing_model: { WELCOME: [] } },
      ['INVALID_ENUM_VALUE data_api_version'],
    ],
    ['an id with a digit', flowOf([lastScreen('A1')]), ['PATTERN_MISMATCH screens[0].id']],
    ['an empty id', flowOf([lastScreen('')]), ['MIN_CHARS_REQUIRED screens[0].id']],
    ['a reserved id', flowOf([lastScreen('SUCCESS')]), ['INVALID_PROPERTY_VALUE screens[0].id']],
    ['an id twice', flowOf([lastScreen('A'), lastScreen('A')]), ['DUPLICATE_SCREEN_IDS screens[1].id']],
    [
      'an unknown member of a screen',
      flowOf([lastScreen('A', undefined, { colour: 1 })]),
      ['INVALID_PROPERTY_KEY screens[0].colour'],
    ],
    [
      'no layout',
      flowOf([lastScreen('A', undefined, { layout: undefined })]),
      ['MISSING_REQUIRED_TYPE_PROPERTY screens[0]', 'MISSING_REQUIRED_PROPERTY screens[0]'],
    ],
    [
      'another layout',
      flowOf([lastScreen('A', undefined, { layout: { type: 'Grid', children: [footer()] } })]),
      ['INVALID_PROPERTY_VALUE screens[0].layout.type'],
    ],
    [
      'a terminal screen without footer',
      flowOf([lastScreen('A', [heading])]),
      ['MISSING_REQUIRED_PROPERTY screens[0]'],
    ],
    [
      'success before the end',
      flowOf([screen('A', [footer(goTo('B'))], { success: true }), lastScreen('B')]),
      ['NOT_KEYWORD_SCHEMA_VALIDATION_FAILED screens[0].success'],
    ],
    ['no good end', flowOf([lastScreen('A', undefined, { success: false })]), ['INVALID_PROPERTY_VALUE screens']],
    [
      'no end',
      flowOf([screen('A', [footer({ name: 'navigate', next: { type: 'screen', name: 'A' }, payload: {} })])]),
      [
        'INVALID_PROPERTY_VALUE screens',
        'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME screens[0].layout.children[0].on-click-action.next.name',
      ],
    ],
    [
      'a refresh without endpoint',
      flowOf([lastScreen('A', undefined, { refresh_on_back: true })]),
      ['INVALID_PROPERTY_VALUE screens[0].refresh_on_back'],
    ],
  ])('%s', (_, flow, expected) => {
    expect(mistakes(flow)).toEqual(expected);
  });

  test('what is no JSON object', () => {
    for (const text of ['', '{', '[]', 'null', '"x"', '{"a":1,}'])
      expect(validateFlowJson(text).errors).toMatchObject([{ error: 'INVALID_FLOW_JSON', pointers: [] }]);
  });

  test('more than 100 screens', () => {
    const name = (index: number) => `S${'_'.repeat(index)}`;
    const screens = Array.from({ length: 101 }, (_, index) => lastScreen(name(index)));
    expect(mistakes(flowOf(screens))).toEqual(['MAX_SCREENS_NUMBER screens']);
  });
});

describe('mistakes of components', () => {
  test.each<[string, unknown, string[]]>([
    ['no type', one({ text: 'x' }), [`MISSING_REQUIRED_TYPE_PROPERTY ${CHILD}`]],
    ['an unknown type', one({ type: 'Slider' }), [`INVALID_PROPERTY_VALUE ${CHILD}.type`]],
    [
      'a type that came later',
      { ...one({ type: 'RichText', text: 'x' }), version: '5.0' },
      [`INVALID_PROPERTY_VALUE ${CHILD}.type`],
    ],
    ['an unknown member', one({ ...heading, colour: 1 }), [`INVALID_PROPERTY_KEY ${CHILD}.colour`]],
    ['a text that is missing', one({ type: 'TextHeading' }), [`MISSING_REQUIRED_TYPE_PROPERTY ${CHILD}`]],
    ['a blank text', one({ type: 'TextHeading', text: ' ' }), [`PATTERN_MISMATCH ${CHILD}.text`]],
    [
      'a word for a truth',
      one(input('a', { required: true, visible: 'yes' })),
      [`INVALID_PROPERTY_TYPE ${CHILD}.visible`],
    ],
    ['a number for a label', one({ type: 'TextInput', label: 5, name: 'a' }), [`INVALID_PROPERTY_TYPE ${CHILD}.label`]],
    [
      'a name twice',
      one(input('a'), input('a')),
      ['DUPLICATE_FORM_COMPONENT_NAMES screens[0].layout.children[1].name'],
    ],
    ['an input outside a form in an old version', { ...one(input('a')), version: '3.1' }, [`KEYWORD_ONE_OF ${CHILD}`]],
    [
      'three links',
      one(
        ...Array(3).fill({
          type: 'EmbeddedLink',
          text: 'x',
          'on-click-action': { name: 'open_url', url: 'https://x.y' },
        }),
      ),
      ['MAX_EMBEDDED_LINK_PER_SCREEN screens[0].layout.children'],
    ],
    ['two footers', one(footer()), ['MAX_FOOTER_PER_SCREEN screens[0].layout.children']],
    [
      'a footer in one branch',
      flowOf([lastScreen('A', [ifElse('true', [footer()], [heading])])]),
      [`INVALID_PROPERTY_VALUE ${CHILD}`],
    ],
    [
      'captions on one side',
      flowOf([lastScreen('A', [footer(undefined, { 'left-caption': 'l' })])]),
      [`INVALID_DEPENDENCIES ${CHILD}`],
    ],
    [
      'captions everywhere',
      flowOf([
        lastScreen('A', [footer(undefined, { 'left-caption': 'l', 'center-caption': 'c', 'right-caption': 'r' })]),
      ]),
      [`NOT_KEYWORD_SCHEMA_VALIDATION_FAILED ${CHILD}`],
    ],
    ['more than 50', one(...Array(50).fill(heading)), ['MAX_COMPONENTS_PER_SCREEN screens[0].layout.children']],
    [
      'data that are not there',
      one({ type: 'TextHeading', text: bound('data.title') }),
      [`INVALID_SCREEN_DYNAMIC_DATA ${CHILD}.text`],
    ],
  ])('%s', (_, flow, expected) => {
    expect(mistakes(flow)).toEqual(expected);
  });

  test.each<[string, unknown, string]>([
    ['no type', {}, ''],
    ['a type that is no word', { type: 1 }, '.type'],
    ['a list of nothing', { type: 'array' }, ''],
    ['items of a word', { type: 'array', items: 'string' }, '.items'],
    ['another example', { type: 'number', __example__: '1' }, '.__example__'],
    ['no object', 'string', ''],
  ])('data with %s', (_, field, at) => {
    const flow = flowOf([lastScreen('A', undefined, { data: { x: field } })]);
    expect(mistakes(flow)).toEqual([`INVALID_SCREEN_DATA screens[0].data.x${at}`]);
  });
});

describe('mistakes of actions', () => {
  const ACTION = 'screens[0].layout.children[1].on-click-action';
  test.each<[string, unknown, string[]]>([
    [
      'completion before the end',
      flowOf([screen('A', [input('a'), footer()]), lastScreen('B')]),
      [`INVALID_COMPLETE_ACTION ${ACTION}`, 'INVALID_ROUTING_MODEL screens'],
    ],
    [
      'an unknown action',
      flowOf([lastScreen('A', [heading, footer({ name: 'jump' })])]),
      [`INVALID_ENUM_VALUE ${ACTION}.name`],
    ],
    [
      'an action that is none',
      flowOf([lastScreen('A', [heading, { ...footer(), 'on-click-action': 'complete' }])]),
      [`INVALID_PROPERTY_TYPE ${ACTION}`],
    ],
    [
      'a question without endpoint',
      flowOf([lastScreen('A', [heading, footer({ name: 'data_exchange' })])]),
      [`MISSING_REQUIRED_PROPERTY ${ACTION}.name`],
    ],
    [
      'no way',
      flowOf([lastScreen('A', [heading, footer({ name: 'navigate' })])]),
      [`MISSING_REQUIRED_TYPE_PROPERTY ${ACTION}`],
    ],
    [
      'an unknown screen',
      flowOf([lastScreen('A', [heading, footer(goTo('B'))])]),
      [`INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME ${ACTION}.next.name`],
    ],
    ['data that nobody expects', two({ a: 1 }), [`INVALID_NAVIGATE_ACTION_PAYLOAD ${ACTION}.payload`]],
    [
      'other data',
      two({ a: 1 }, { b: { type: 'string' } }),
      [`INVALID_NAVIGATE_ACTION_PAYLOAD ${ACTION}.payload`, `INVALID_NAVIGATE_ACTION_PAYLOAD ${ACTION}.payload`],
    ],
    [
      'an input that is not there',
      two({ a: bound('form.b') }, { a: { type: 'string' } }),
      [`INVALID_ON_CLICK_ACTION_PAYLOAD ${ACTION}.payload.a`],
    ],
    [
      'data that are not there',
      two({ a: bound('data.b') }, { a: { type: 'string' } }),
      [`INVALID_ON_CLICK_ACTION_PAYLOAD ${ACTION}.payload.a`],
    ],
  ])('%s', (_, flow, expected) => {
    expect(mistakes(flow)).toEqual(expected);
  });
});

describe('mistakes of routes', () => {
  const words = (flow: unknown) => validate(flow).errors.map(({ message }) => message);
  const asking = (id: string, more: Parts = {}) => screen(id, [footer({ name: 'data_exchange' })], more);
  const three = flowOf([asking('A'), asking('B'), lastScreen('C')]);

  test.each<[string, unknown, RegExp[]]>([
    ['no model', withEndpoint(soundFlow), [/'routing_model' is required/]],
    ['a screen too few', withEndpoint(three, { A: ['B'], B: [] }), [/missing in the routing model: \(C\)/]],
    [
      'a screen too many',
      withEndpoint(three, { A: ['B', 'X'], B: ['C'], C: [] }),
      [/Invalid screens found in the routing model: \(X\)/],
    ],
    [
      'a screen apart',
      withEndpoint(three, { A: ['B'], B: [], C: [] }),
      [/not connected with the rest of the screens: \(C\)/],
    ],
    [
      'a way back',
      withEndpoint(three, { A: ['B'], B: ['C'], C: ['B'] }),
      [/Backward route \[C->B\] corresponding to forward route \[B->C\]/],
    ],
    [
      'a circle',
      withEndpoint(flowOf([asking('A'), asking('B'), asking('C'), lastScreen('D')]), {
        A: ['B'],
        B: ['C'],
        C: ['D'],
        D: ['B'],
      }),
      [/Loop detected in the routing model for screens: \(B, C, D\)/],
    ],
    [
      'no beginning',
      withEndpoint(three, { A: ['B'], B: ['C'], C: ['A'] }),
      [/No entry screen found/, /Loop detected .*\(A, B, C\)/],
    ],
    [
      'a way that the model does not know',
      withEndpoint(two(), { A: [], B: [] }),
      [/Missing direct route from screen 'A' to screen 'B'/, /not connected/],
    ],
    [
      'a screen apart without endpoint',
      flowOf([screen('A', [footer(goTo('B'))]), lastScreen('B'), lastScreen('C')]),
      [/not connected with the rest of the screens via navigate screen action: \(C\)/],
    ],
    [
      'a way back without endpoint',
      flowOf([
        screen('A', [footer(goTo('B'))]),
        lastScreen('B', [footer(goTo('C'))]),
        lastScreen('C', [footer(goTo('B'))]),
      ]),
      [/Backward route \[C->B\]/],
    ],
  ])('%s', (_, flow, expected) => {
    const found = words(flow);
    expect(found).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
  });
});

test('whatever the JSON, there is an answer, and no more than a hundred mistakes', () => {
  const some = fc.anything();
  const flow = fc.record(
    {
      version: fc.constantFrom('7.0', '2.1'),
      data_api_version: fc.option(fc.constant('3.0'), { nil: undefined }),
      routing_model: some,
      screens: fc.array(
        fc.oneof(
          some,
          fc.record({
            id: fc.constantFrom('A', 'B', '__proto__'),
            data: some,
            layout: fc.record({
              children: fc.array(
                fc.oneof(
                  some,
                  fc.record({
                    type: fc.constantFrom('If', 'Form', 'Footer'),
                    cases: some,
                    children: some,
                    'on-click-action': some,
                  }),
                ),
              ),
            }),
          }),
        ),
      ),
    },
    { requiredKeys: ['version'] },
  );
  fc.assert(
    fc.property(flow, (value) => {
      const { errors } = validate(value);
      expect(errors.length).toBeLessThanOrEqual(100);
      for (const { line_start, column_start } of errors) expect(Math.min(line_start, column_start)).toBeGreaterThan(0);
    }),
  );
});

test('deep nesting is survived', () => {
  const deep = `${'{"type":"Form","children":['.repeat(5_000)}${']}'.repeat(5_000)}`;
  const text = `{"version":"7.0","screens":[{"id":"A","terminal":true,"layout":{"type":"SingleColumnLayout","children":[${deep}]}}]}`;
  expect(validateFlowJson(text).errors.length).toBeGreaterThan(0);
});
