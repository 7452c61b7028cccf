/**
 * The user's own mistake in a file, a flag or an address: shown as it is, without a stack, with exit code 2.
 * The message says what failed, what was received, what is accepted and where.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** `problems` are listed one a line below the message. */
  constructor(
    message: string,
    readonly problems: readonly string[] = [],
  ) {
    super([message, ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}
