/** The command that repeats a run for one check alone: what a developer runs again and again until it passes. */

const CHOSEN = / --checks? \S+/g;

/** @param command repeats the whole run */
export const repeatOne = (command: string, check: string): string => `${command.replace(CHOSEN, '')} --check ${check}`;
