/** Every panel and variable of the board returns data from a real Prometheus that scraped a run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSystemClock, sleep } from '../../core/clock.js';
import { findFreePort } from '../../harness/free-port.js';
import { createMetrics, type Metrics } from '../../metrics/create-metrics.js';
import { root } from './board.js';
import { requireProgram } from './programs.js';
import { proveDashboard } from './prove-dashboard.js';

const clock = createSystemClock();

/** Serves the metrics on a free loopback port while `use` runs. */
async function withServed<T>(metrics: Metrics, use: (port: number) => Promise<T>): Promise<T> {
  const server = createServer(async (_request, response) => {
    response.setHeader('content-type', metrics.contentType);
    response.end(await metrics.render());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Ends a process and waits until it has gone: it may still be writing its results. */
async function end(run: ChildProcess): Promise<void> {
  if (run.exitCode !== null || run.signalCode !== null) return;
  const exited = once(run, 'exit');
  run.kill();
  await exited;
}

/** The demo itself, whose mock goes on serving its metrics after the verdict. Resolves when the verdict is there. */
async function playDemo(port: number, outDir: string): Promise<ChildProcess> {
  const exec = `"${process.execPath}" examples/support-bot/bot.js`;
  const args = [
    'run',
    'scenarios/first-proof.yml',
    '--exec',
    exec,
    '--port',
    String(port),
    '--linger',
    '10s',
    '--out',
    outDir,
  ];
  const run = spawn(process.execPath, ['dist/bin/waproof.js', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    run.stderr.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('metrics stay up')) resolve();
    });
    run.on('exit', () => reject(new Error(`the demo ended before its verdict:\n${said}`)));
  });
  return run;
}

test.concurrent('every query of the board returns data of the demo run', async (context) => {
  const prometheus = requireProgram(context, 'prometheus');
  const outDir = mkdtempSync(join(tmpdir(), 'waproof-board-'));
  const port = await findFreePort();
  let run: ChildProcess | undefined;
  try {
    const duringScrape = async () => {
      run = await playDemo(port, outDir);
    };
    const proof = await proveDashboard({ prometheus, scrapeTargetPort: port, duringScrape });
    expect(proof.empty).toEqual([]);
    expect(proof.asked).toBeGreaterThan(30);
    expect(proof.variables).toEqual({ job: ['waproof'], instance: [`127.0.0.1:${port}`] });
  } finally {
    if (run) await end(run);
    rmSync(outDir, { recursive: true, force: true });
  }
});

test.concurrent('queries about what never happened are told as empty', async (context) => {
  const prometheus = requireProgram(context, 'prometheus');
  await withServed(createMetrics(), async (port) => {
    const proof = await proveDashboard({ prometheus, scrapeTargetPort: port, duringScrape: () => sleep(clock, 3_000) });
    const labels = proof.empty.map((query) => query.split(':')[0]);
    expect(labels).toContain('Verdicts A');
    expect(labels).toContain('Graph errors by code A');
    expect(labels).toContain('Reply latency A');
    expect(labels).not.toContain('Harness memory A');
  });
});
