/** Memory of one mock process while very many sends to ever new recipients pass through it. */
import { Pool } from 'undici';
import { startChild } from './child.js';

export interface MemoryResult {
  readonly sends: number;
  readonly seconds: number;
  /** Resident memory after each tenth of the sends, in MB. */
  readonly rssMb: readonly number[];
}

const CONNECTIONS = 64;

export async function benchMemory(sends: number): Promise<MemoryResult> {
  const server = await startChild('mock-process.js');
  const pool = new Pool(server.url, { connections: CONNECTIONS });
  const headers = { authorization: 'Bearer EAAwaproof', 'content-type': 'application/json' };
  const rssMb: number[] = [];
  let next = 0;
  const worker = async (end: number) => {
    while (next < end) {
      const to = String(15_560_000_000 + next++);
      const body = `{"messaging_product":"whatsapp","to":"${to}","type":"text","text":{"body":"Hello ${to}"}}`;
      const answer = await pool.request({ path: '/v23.0/100000000000001/messages', method: 'POST', headers, body });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`send refused: HTTP ${answer.statusCode}`);
    }
  };
  const startedAt = performance.now();
  for (let tenth = 1; tenth <= 10; tenth++) {
    await Promise.all(Array.from({ length: CONNECTIONS }, () => worker((sends * tenth) / 10)));
    rssMb.push(Math.round((await server.usage()).rssBytes / 1e6));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  await pool.close();
  await server.stop();
  return { sends, seconds, rssMb };
}
