/** The subject did not start, verify or answer: nothing can be judged, and the reason is what its developer must see. */
export class SubjectError extends Error {
  override readonly name = 'SubjectError';

  constructor(
    message: string,
    /** What the subject printed last, oldest first; empty for one that was running already. */
    readonly lastLines: readonly string[] = [],
    /** Where all of its output is. */
    readonly logFile?: string,
  ) {
    super(message);
  }
}
