/** Output as the commands see it: results on stdout, everything for people who watch on stderr. */
export interface Console {
  /** A line of the result. */
  result(text: string): void;
  /** A line about what is going on. */
  note(text: string): void;
  /** Replaces what was shown of it before on a terminal; lines of their own elsewhere. May have several lines. */
  progress(text: string): void;
  readonly isTerminal: boolean;
  readonly color: boolean;
  readonly width: number;
}

const CLEAR_LINE = '\r\u001b[2K';
const CLEAR_LINE_ABOVE = '\u001b[1A\u001b[2K';

export function createConsole(): Console {
  const { stdout, stderr } = process;
  const isTerminal = stderr.isTTY === true;
  let shown = 0;
  const clear = () => {
    if (shown > 0) stderr.write(CLEAR_LINE + CLEAR_LINE_ABOVE.repeat(shown - 1));
    shown = 0;
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
      clear();
      // A line that is wrapped, or lines that scroll, could not be taken back.
      const lines = text.split('\n').slice(-Math.max(1, (stderr.rows ?? 24) - 1));
      stderr.write(lines.map((line) => line.slice(0, (stderr.columns ?? 120) - 1)).join('\n'));
      shown = lines.length;
    },
  };
}
