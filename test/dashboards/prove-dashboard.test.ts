/** Every panel and variable of the board returns data from a real Prometheus that scraped a run. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createSystemClock, sleep } from '../../core/clock.js';
import { createMetrics, type Metrics } from '../../metrics/create-metrics.js';
import { requireProgram } from './programs.js';
import { proveDashboard } from './prove-dashboard.js';
import { playSyntheticRun } from './synthetic-run.js';

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

test.concurrent('every query of the board returns data of a run', async (context) => {
  const prometheus = requireProgram(context, 'prometheus');
  const metrics = createMetrics();
  await withServed(metrics, async (port) => {
    const duringScrape = () => playSyntheticRun(metrics, clock, 7);
    const proof = await proveDashboard({ prometheus, scrapeTargetPort: port, duringScrape });
    expect(proof.empty).toEqual([]);
    expect(proof.asked).toBeGreaterThan(30);
    expect(proof.variables).toEqual({ job: ['waproof'], instance: [`127.0.0.1:${port}`] });
  });
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
