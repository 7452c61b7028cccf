/**
 * A real Prometheus on a free loopback port, with its own folder, scraping one port every second, for as long as a test
 * needs it. It is ended by its process id.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock, sleep } from '../../core/clock.js';

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Pairs of time and value; the value as text, `NaN` among them. */
  readonly values: readonly (readonly [number, string])[];
}

export interface Prometheus {
  queryRange(expr: string, span: { fromSeconds: number; toSeconds: number }): Promise<Series[]>;
  labelValues(label: string, selector: string): Promise<string[]>;
  /** The state of the scraped target: `up`, `unknown` before the first scrape, or what went wrong. */
  targetState(): Promise<string>;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 20_000;
const clock = createSystemClock();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function writeConfiguration(folder: string, scrapeTargetPort: number): string {
  const path = join(folder, 'prometheus.yml');
  const configuration = {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [{ job_name: 'waproof', static_configs: [{ targets: [`127.0.0.1:${scrapeTargetPort}`] }] }],
  };
  // JSON is YAML.
  writeFileSync(path, JSON.stringify(configuration));
  return path;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const cancel = clock.schedule(5_000, () => child.kill('SIGKILL'));
  await exited;
  cancel();
}

/** Starts `program` and waits until it scrapes. @throws with its last output when it does not. */
export async function startPrometheus(program: string, scrapeTargetPort: number): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'waproof-prometheus-'));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    program,
    [
      `--config.file=${writeConfiguration(folder, scrapeTargetPort)}`,
      `--web.listen-address=${address}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000);
  });
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };

  const client = createClient(`http://${address}/api/v1`);
  // Prometheus hands its first targets to the scraper only after five seconds.
  const scrapes = async () =>
    (await answers(`http://${address}/-/ready`)) && (await client.targetState()) !== 'unknown';
  const giveUpAt = clock.now() + READY_WITHIN_MS;
  while (!(await scrapes())) {
    if (clock.now() < giveUpAt && child.exitCode === null) await sleep(clock, 100);
    else {
      await stop();
      throw new Error(`Prometheus did not begin to scrape; its last output:\n${output}`);
    }
  }
  return { ...client, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function createClient(api: string): Omit<Prometheus, 'stop'> {
  async function get<Data>(path: string, parameters: Record<string, string>): Promise<Data> {
    const response = await fetch(`${api}/${path}?${new URLSearchParams(parameters)}`);
    const body = (await response.json()) as { status: string; error?: string; data: Data };
    if (body.status !== 'success') throw new Error(`Prometheus refused ${path}: ${body.error}`);
    return body.data;
  }

  return {
    async queryRange(query, { fromSeconds, toSeconds }) {
      const parameters = { query, start: String(fromSeconds), end: String(toSeconds), step: '1' };
      return (await get<{ result: Series[] }>('query_range', parameters)).result;
    },
    labelValues: (label, selector) => get<string[]>(`label/${label}/values`, { 'match[]': selector }),
    async targetState() {
      const { activeTargets } = await get<{ activeTargets: { health: string; lastError: string }[] }>('targets', {});
      const [target] = activeTargets;
      if (!target || target.health === 'unknown') return 'unknown';
      return target.health === 'up' ? 'up' : `${target.health}: ${target.lastError}`;
    },
  };
}
