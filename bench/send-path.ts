/**
 * The send path: calls a second that one mock process serves, against a bare `node:http` server, both saturated by the
 * same generator in a process of its own. Processor time per call tells the same in another way.
 */
import autocannon from 'autocannon';
import { startChild } from './child.js';
import { type Pair, type Ratio, summarise } from './rounds.js';

const CONNECTIONS = 50;

const body = JSON.stringify({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '15557770001',
  type: 'text',
  text: { body: 'Your order K7Q2 is on its way and should arrive tomorrow.' },
});

interface Sample {
  readonly callsPerSecond: number;
  /** Calls per second of the server's processor time. */
  readonly callsPerCpuSecond: number;
}

async function load(script: string, seconds: number): Promise<Sample> {
  const server = await startChild(script);
  const options = {
    url: `${server.url}/v23.0/100000000000001/messages`,
    method: 'POST' as const,
    headers: { authorization: 'Bearer EAAwaproof', 'content-type': 'application/json' },
    body,
    connections: CONNECTIONS,
  };
  await autocannon({ ...options, duration: 1 });
  const before = await server.usage();
  const result = await autocannon({ ...options, duration: seconds });
  const after = await server.usage();
  await server.stop();
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${script}: ${result.non2xx} refused, ${result.errors} errors`);
  const calls = result.requests.total;
  return {
    callsPerSecond: calls / result.duration,
    callsPerCpuSecond: (calls * 1_000) / (after.cpuMs - before.cpuMs),
  };
}

export async function benchSendPath(rounds: number, seconds: number): Promise<{ throughput: Ratio; cpu: Ratio }> {
  const throughput: Pair[] = [];
  const cpu: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const bound = await load('bare-server.js', seconds);
    const measured = await load('mock-process.js', seconds);
    throughput.push({ bound: bound.callsPerSecond, measured: measured.callsPerSecond });
    cpu.push({ bound: bound.callsPerCpuSecond, measured: measured.callsPerCpuSecond });
  }
  return { throughput: summarise(throughput), cpu: summarise(cpu) };
}
