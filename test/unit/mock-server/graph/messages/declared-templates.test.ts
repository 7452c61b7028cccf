/** Template sends against templates with named and with numbered variables, and with the same variable twice. */
import { describe, expect, test } from 'vitest';
import { refuseBodyContent, refuseBodyCount } from '../../../../../mock-server/graph/messages/template/declared.js';

const bodies = {
  named: 'Hi {{who}}, {{what}} is here. Bye, {{who}}.',
  numbered: 'Hi {{1}}, {{2}} is here. Bye, {{1}}.',
};

/** The refusal as `code details`, or nothing. */
function send(style: keyof typeof bodies, ...parameters: ReturnType<typeof text>[]): string | undefined {
  const template = { body: bodies[style] };
  const components = [{ type: 'BODY', parameters }];
  const refusal = refuseBodyCount(template, components) ?? refuseBodyContent(template, components);
  return refusal && `${refusal.code} ${refusal.details}`;
}

const text = (value: string, name?: string) => ({
  type: 'text',
  text: value,
  ...(name !== undefined && { parameter_name: name }),
});

describe('named variables', () => {
  test('take a parameter each, in any order', () => {
    expect(send('named', text('a', 'who'), text('b', 'what'))).toBeUndefined();
    expect(send('named', text('b', 'what'), text('a', 'who'))).toBeUndefined();
  });

  test('without names: 100 in the words that were observed', () => {
    expect(send('named', text('a'), text('b'))).toBe('100 Parameter name is missing or empty');
    expect(send('named', text('a', 'who'), text('b', ''))).toBe('100 Parameter name is missing or empty');
  });

  test('under other names: 132000 names the one that is missing', () => {
    expect(send('named', text('a', 'who'), text('b', 'who'))).toBe('132000 body: parameter what is missing');
  });

  test('fewer than there are: counted before names are looked at', () => {
    expect(send('named', text('a'))).toBe(
      '132000 body: number of localizable_params (1) does not match the expected number of params (2)',
    );
  });
});

describe('numbered variables', () => {
  test('take a parameter each, however often they occur', () => {
    expect(send('numbered', text('a'), text('b'))).toBeUndefined();
  });

  test('with names: 132012', () => {
    expect(send('numbered', text('a', 'who'), text('b'))).toBe(
      '132012 body: parameter_name is not allowed for a template with positional parameters',
    );
  });

  test('count towards the length as often as they occur', () => {
    const frame = 'Hi ,  is here. Bye, .'.length;
    const longest = (1_024 - frame - 'b'.length) / 2;
    expect(send('numbered', text('x'.repeat(Math.floor(longest))), text('b'))).toBeUndefined();
    expect(send('numbered', text('x'.repeat(Math.floor(longest) + 1)), text('b'))).toBe(
      '132005 body: text is longer than 1024 characters with its parameters',
    );
  });
});
