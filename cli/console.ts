/** Output as the commands see it: results on stdout, everything for people who watch on stderr. */
export interface Console {
  /** A line of the result. */
  result(text: string): void;
  /** A line about what is going on. */
  note(text: string): void;
  /** Replaces the current line of a terminal; a line of its own elsewhere. */
  progress(text: string): void;
  readonly isTerminal: boolean;
  readonly color: boolean;
  readonly width: number;
}

const CLEAR_LINE = '\r\u001b[2K';

export function createConsole(): Console {
  const { stdout, stderr } = process;
  const isTerminal = stderr.isTTY === true;
  let hasProgress = false;
  const clear = () => {
    if (hasProgress) stderr.write(CLEAR_LINE);
    hasProgress = false;
  };
  return {
    isTerminal,
    color: stdout.isTTY === true && process.env.NO_COLOR === undefined,
    width: stdout.columns ?? 120,
    result(text) {
      clear();
      stdout.write(`${text}\n`);
    },
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!isTerminal) {
        stderr.write(`${text}\n`);
        return;
      }
      stderr.write(CLEAR_LINE + text.slice(0, (stderr.columns ?? 120) - 1));
      hasProgress = true;
    },
  };
}
