/** Why a run did not reach its end, in words that terminal and JUnit share. */

const WORDS: Readonly<Record<string, string>> = {
  interrupted: 'the run was interrupted',
  'subject-exited': 'the subject exited in mid-run',
  'subject-unusable': 'the subject could not be used any more',
  unfinished: 'the history ends in mid-run',
};

export function describeCutShort(cutShort: string): string {
  return `Cut short: ${WORDS[cutShort] ?? cutShort}; judged is what was seen until then.`;
}
