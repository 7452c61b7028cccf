/**
 * Subjects and scenarios differ, and not every check has something to hold in each: nobody writes in a campaign, and a
 * language model words every answer anew.
 */
import type { Evidence } from './evidence.js';

type Kind = Pick<Evidence, 'header' | 'byMessage' | 'sends'>;

/** The scenario is a campaign and nothing else: users are written to, and write nothing. */
export const nobodyWrites = ({ header, byMessage }: Pick<Kind, 'header' | 'byMessage'>) =>
  byMessage.size === 0 && (header.campaigns?.length ?? 0) > 0;

export const NOBODY_WRITES =
  'In this scenario nobody writes: the subject sends a campaign, and there is no message to answer.';

/** The wording is made anew for each attempt, as the scenario states: content does not tell whether two sends are one. */
export const isVaried = ({ header }: Pick<Kind, 'header'>) => header.expects.varied === true;
