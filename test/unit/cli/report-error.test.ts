import { describe, expect, test } from 'vitest';
import { EXIT } from '../../../cli/exit-codes.js';
import { describeError } from '../../../cli/report-error.js';
import { UsageError } from '../../../core/usage-error.js';
import { SubjectError } from '../../../harness/subject-error.js';

test('the exit codes are those that are promised', () => {
  expect(EXIT).toEqual({ passed: 0, failed: 1, usage: 2, subject: 3, inconclusive: 4 });
});

describe('an error as people read it', () => {
  test('wrong usage: the message with its problems, no stack', () => {
    expect(describeError(new UsageError('x.yml is wrong:', ['a: missing', 'b: unknown']))).toEqual({
      text: 'x.yml is wrong:\n  a: missing\n  b: unknown',
      code: 2,
    });
  });

  test('a failed subject: its last output, and where the rest is', () => {
    expect(
      describeError(new SubjectError('the subject exited with code 1', ['one', 'two'], 'out/subject.log')),
    ).toEqual({
      text: 'subject failed: the subject exited with code 1\nits last output:\n  | one\n  | two\nall of it: out/subject.log',
      code: 3,
    });
  });

  test('a subject that printed nothing, and one that was running already', () => {
    expect(describeError(new SubjectError('it is silent', [], 'out/subject.log')).text).toBe(
      'subject failed: it is silent\nit printed nothing\nall of it: out/subject.log',
    );
    expect(describeError(new SubjectError('it is silent')).text).toBe('subject failed: it is silent');
  });

  test('anything else is a bug of ours, with its stack and a code of its own', () => {
    const { text, code } = describeError(new TypeError('oops'));
    expect(text).toMatch(/^a bug in waproof: TypeError: oops\n\s+at /);
    expect(code).toBe(70);
    expect(Object.values(EXIT)).not.toContain(code);
    expect(describeError('thrown text').text).toBe('a bug in waproof: thrown text');
  });
});
