/** Programs of the system that some tests need: absent on a laptop they skip a test, in CI they must be there. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestContext } from 'vitest';

/** Debian's packages of these names. */
const PATHS = {
  prometheus: '/usr/bin/prometheus',
  promtool: '/usr/bin/promtool',
  'docker-compose': '/usr/bin/docker-compose',
} as const;

export type Program = keyof typeof PATHS;

/**
 * The program's path; skips the test, saying why, when it is not installed.
 * @throws when it is not installed and `CI=true`: a check that CI leaves out is no check.
 */
export function requireProgram(context: TestContext, program: Program): string {
  const path = PATHS[program];
  if (existsSync(path)) return path;
  const sentence = `${program} is not installed at ${path}: on Debian, apt-get install ${program === 'promtool' ? 'prometheus' : program}`;
  if (process.env.CI === 'true') throw new Error(sentence);
  return context.skip(sentence);
}

/** Runs a program to its end and returns its exit code and everything that it printed. */
export function run(path: string, args: readonly string[], cwd?: string): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(path, args, { encoding: 'utf8', timeout: 60_000, ...(cwd && { cwd }) });
  return { code: status, output: `${stdout}${stderr}` };
}
