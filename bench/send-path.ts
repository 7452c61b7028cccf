/**
 * The send path: calls a second that one mock process serves, against a bare `node:http` server, both saturated by the
 * same generator in a process of its own. Processor time per call tells the same in another way.
 */
import autocannon from 'autocannon';
import { type Child, startChild } from './child.js';
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

const WARM_UP_S = 4;

const loading = (server: Child, seconds: number) =>
  autocannon({
    url: `${server.url}/v23.0/100000000000001/messages`,
    method: 'POST' as const,
    headers: { authorization: 'Bearer EAAwaproof', 'content-type': 'application/json' },
    body,
    connections: CONNECTIONS,
    duration: seconds,
  });

async function load(server: Child, seconds: number): Promise<Sample> {
  const before = await server.usage();
  const result = await loading(server, seconds);
  const after = await server.usage();
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} errors`);
  const calls = result.requests.total;
  return {
    callsPerSecond: calls / result.duration,
    callsPerCpuSecond: (calls * 1_000) / (after.cpuMs - before.cpuMs),
  };
}

/** Both servers live side by side and are loaded in turn, a second each: what else the machine does hits both alike. */
export async function benchSendPath(rounds: number, warmUp = WARM_UP_S): Promise<{ throughput: Ratio; cpu: Ratio }> {
  const [bare, mock] = await Promise.all([startChild('bare-server.js'), startChild('mock-process.js')]);
  for (const server of [bare, mock]) await loading(server, warmUp);
  const throughput: Pair[] = [];
  const cpu: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const bound = await load(bare, 1);
    const measured = await load(mock, 1);
    throughput.push({ bound: bound.callsPerSecond, measured: measured.callsPerSecond });
    cpu.push({ bound: bound.callsPerCpuSecond, measured: measured.callsPerCpuSecond });
  }
  await Promise.all([bare.stop(), mock.stop()]);
  return { throughput: summarise(throughput), cpu: summarise(cpu) };
}
