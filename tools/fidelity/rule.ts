/** A rule that the mock follows, how it is known, and what holds it. */
export interface Rule {
  /** One sentence, in Markdown. */
  readonly behaviour: string;
  /** `documented`, `observed`, `assumed`, with what else is to be said; empty: nothing is claimed of Meta. */
  readonly source: string;
  /** Paths of the tests from the root; empty: none. */
  readonly tests: readonly string[];
}
