/**
 * Keeps two mocks from writing one state file: a file beside it names the process that has it. A process that is gone,
 * killed without having cleaned up, has it no more. Not noticed: a mock on another machine, or in another container,
 * that shares the folder.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '../../core/usage-error.js';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function holderOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock of a file, and gives what gives it back.
 * @throws UsageError when a living process has it, or the folder cannot be written.
 */
export function lockFile(file: string): () => void {
  const lock = `${file}.lock`;
  // A second try, after the lock of a process that is gone was taken away.
  for (let tries = 2; ; tries--) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new UsageError(`cannot keep state in ${file}: ${message}`);
    }
    const holder = holderOf(lock);
    // In a container every mock may have the same id: then it is ours, from before.
    if (tries <= 1 || (holder !== undefined && holder !== process.pid && isAlive(holder)))
      throw new UsageError(
        `${file} is in use by process ${holder ?? '?'}: stop it, or give this mock a state file of its own ` +
          `(if that process is no mock, remove ${lock})`,
      );
    rmSync(lock, { force: true });
  }
}
