/** Child processes of the benchmark: each prints one line when it is ready, and answers questions over IPC. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Usage {
  /** Processor time of the child so far, in ms. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
}

export interface Child {
  readonly url: string;
  usage(): Promise<Usage>;
  /** Anything else that its script answers. */
  ask<Answer>(question: string): Promise<Answer>;
  stop(): Promise<void>;
}

async function ask<Answer>(child: ChildProcess, question: string): Promise<Answer> {
  child.send(question);
  const [answer] = (await once(child, 'message')) as [Answer];
  return answer;
}

/** Starts a server script beside this file and waits for the URL that it sends. */
export async function startChild(script: string, args: readonly string[] = []): Promise<Child> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    usage: () => ask<Usage>(child, 'usage'),
    ask: (question) => ask(child, question),
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}
