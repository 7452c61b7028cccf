/**
 * A page of the documentation as something to be run: its blocks of commands, each with the answers that it shows right
 * below, the files that it has the reader save, and what it says that other programs print.
 */

/** Commands, and what the block below them says that they print; without one they print nothing. */
export interface Step {
  /** Of the page. */
  readonly line: number;
  readonly commands: string;
  readonly answers: readonly unknown[];
  /** Status line and headers of the answer, where the page shows them. */
  readonly head: readonly string[];
}

export interface Tutorial {
  readonly steps: readonly Step[];
  /** By name: `js receiver.mjs` in the fence. */
  readonly files: Readonly<Record<string, string>>;
  /** What the receiver of webhooks prints: `json received`. */
  readonly received: readonly unknown[];
  /** What the mock prints when it is started: `text`. */
  readonly printed: readonly string[];
}

interface Block {
  readonly line: number;
  readonly language: string;
  readonly word: string;
  readonly text: string;
  /** Where the block above ends, if only blank lines are between. */
  readonly follows: boolean;
}

function readBlocks(page: string): Block[] {
  const blocks: Block[] = [];
  let end = -1;
  for (const { index, 0: whole, 1: language = '', 2: word = '', 3: text = '' } of page.matchAll(
    /^```(\w*) ?(\S*)\n([\s\S]*?)^```$/gm,
  )) {
    const follows = end >= 0 && page.slice(end, index).trim() === '';
    blocks.push({ line: page.slice(0, index).split('\n').length, language, word, text, follows });
    end = index + whole.length;
  }
  return blocks;
}

/** JSON values one after the other, each beginning at the start of a line. @throws SyntaxError */
export const parseValues = (text: string): unknown[] =>
  text
    .split(/\n(?=[[{])/)
    .filter((value) => value.trim() !== '')
    .map((value) => JSON.parse(value));

/** Of an answer with its headers, or of one without. */
function splitHead(language: string, text: string): { head: string[]; body: string } {
  if (language !== 'http') return { head: [], body: text };
  const [head = '', body = ''] = text.split('\n\n');
  return { head: head.split('\n'), body };
}

export function readTutorial(page: string): Tutorial {
  const blocks = readBlocks(page);
  const textsOf = (language: string, word = '') =>
    blocks.filter((block) => block.language === language && block.word === word).map(({ text }) => text);
  const steps = blocks.flatMap(({ line, language, text }, index): Step[] => {
    if (language !== 'sh') return [];
    const next = blocks[index + 1];
    const isAnswered = next?.follows && ['json', 'http'].includes(next.language) && next.word === '';
    const { head, body } = isAnswered ? splitHead(next.language, next.text) : { head: [], body: '' };
    return [{ line, commands: text, answers: parseValues(body), head }];
  });
  return {
    steps,
    files: Object.fromEntries(blocks.filter(({ language }) => language === 'js').map(({ word, text }) => [word, text])),
    received: textsOf('json', 'received').flatMap(parseValues),
    printed: textsOf('text').flatMap((text) => text.trimEnd().split('\n')),
  };
}

/** What a program printed: perhaps a head, then answers, a line each. */
export function parsePrinted(printed: string): { head: string[]; answers: unknown[] } {
  const text = printed.replaceAll('\r\n', '\n');
  const { head, body } = splitHead(text.startsWith('HTTP/') ? 'http' : 'json', text);
  return { head, answers: parseValues(body.trim()) };
}
