/** Judges one check on a story, with its defaults unless told otherwise. */

import type { CheckName } from '../../../verdict/checks/index.js';
import { judge } from '../../../verdict/judge.js';
import type { RunVerdict } from '../../../verdict/verdict.js';
import type { Story } from './story.js';

export function verdictOn(check: CheckName, story: Story, parameters: Record<string, unknown> = {}) {
  const history = story.build();
  const run: RunVerdict = judge({ ...history, header: { ...history.header, checks: [{ check, parameters }] } });
  const verdict = run.checks[0];
  if (!verdict) throw new Error(`${check} was not judged`);
  return verdict;
}
