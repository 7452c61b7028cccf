/**
 * What the mock answers with a 501 that says it is a gap of ours: every call of `notSimulated(…)` in the sources, by its
 * words. A test keeps the list complete. Printed in docs/fidelity.md.
 */
export interface NotSimulated {
  /** The words in the source; what is filled in stands as `…`. */
  readonly phrase: string;
  readonly why: string;
  /** Paths of the tests from the root; empty: a bound too far away to be reached in a test. */
  readonly tests: readonly string[];
}

export const notSimulatedCalls: readonly NotSimulated[] = [
  {
    phrase: '… …',
    why:
      'A method and a path of Graph, or an edge of an object that is there, for which the mock has no operation: Meta may well have it. ' +
      'All operations of Meta’s OpenAPI file for WhatsApp v23.0 are there.',
    tests: ['test/conformance/graph-calls.test.ts', 'test/unit/mock-server/graph/router.test.ts'],
  },
  {
    phrase: 'messages of type "…"',
    why: '`gif` and `link_preview` stand in Meta’s list of types and are described nowhere.',
    tests: ['test/conformance/messages-not-simulated.test.ts'],
  },
  {
    phrase: 'a username as a setting of a number (see POST /{phone-number-id}/username)',
    why: 'The parameter stands in Meta’s OpenAPI file; its page has an edge of its own, which is simulated.',
    tests: ['test/conformance/phone-number-settings.test.ts'],
  },
  {
    phrase: 'more than … held messages',
    why: 'A bound of the mock: 100,000.',
    tests: ['test/unit/mock-server/policy/template-pacing.test.ts'],
  },
  { phrase: 'more than 10,000 media at a time', why: 'A bound of the mock. Meta’s is not known.', tests: [] },
  {
    phrase: 'more than 2 GiB of uploaded files at a time',
    why: 'A bound of the mock: the disk is the user’s.',
    tests: [],
  },
  { phrase: 'more than 1,000 upload sessions in a day', why: 'A bound of the mock. Meta’s is not known.', tests: [] },
  { phrase: 'an upload in more than 1,000 pieces', why: 'A bound of the mock. Meta’s is not known.', tests: [] },
  { phrase: 'more than 1,000 uploaded files', why: 'A bound of the mock. Meta’s is not known.', tests: [] },
  {
    phrase: 'this call (…)',
    why: 'A bug of the mock: an operation threw instead of deciding. It is told as ours, and is never held against the bot.',
    tests: ['test/conformance/operations-properties.test.ts'],
  },
];
