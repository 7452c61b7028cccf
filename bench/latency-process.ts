/**
 * A mock under latency that notes for every call how far its real duration, from its arrival to its answer, was from the one that was
 * drawn for it. Shape: the first argument, as JSON. Metrics and history run along, as in earnest.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../core/clock.js';
import { createHistoryWriter } from '../core/history-writer.js';
import { createRandom } from '../core/random.js';
import { createRecorder } from '../core/recorder.js';
import { createMetrics } from '../metrics/create-metrics.js';
import { graphLatency } from '../mock-server/faults/graph-latency.js';
import { createMock } from '../mock-server/mock.js';
import { answerParent } from './answer-parent.js';
import { benchHeader } from './bench-header.js';
import { benchRules } from './bench-rules.js';

const clock = createSystemClock();
const recorder = createRecorder(clock, 1);
recorder.subscribe(createMetrics().observe);
const folder = mkdtempSync(join(tmpdir(), 'waproof-bench-'));
recorder.subscribe(createHistoryWriter(join(folder, 'history.ndjson'), benchHeader(clock), clock).write);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** By recipient: each call has its own. */
const drawn = new Map<string, number>();
/** Actual less drawn, in ms. */
let errors: number[] = [];
recorder.subscribe((observation) => {
  if (observation.kind !== 'graph.call' || observation.to === undefined) return;
  const ms = drawn.get(observation.to);
  if (ms !== undefined) errors.push(observation.at - observation.receivedAt - ms);
});

const parameters = graphLatency.parameters.parse(JSON.parse(process.argv[2] ?? '{}'));
const latency = graphLatency.create(parameters);
const mock = createMock({ clock, recorder, random: createRandom(1), host: '127.0.0.1', port: 0, rules: benchRules });
mock.faults.activate([
  {
    planned: { id: 'graph.latency#1', name: 'graph.latency', parameters: { ...parameters } },
    fault: {
      side: 'graph',
      strike(call, random, time) {
        const disturbance = latency.side === 'graph' ? latency.strike(call, random, time) : undefined;
        if (disturbance?.kind === 'delay' && call.to !== undefined) drawn.set(call.to, disturbance.ms);
        return disturbance;
      },
    },
  },
]);

/** Forgets what was before: the compiler was warming up. */
function forget(): object {
  errors = [];
  return {};
}

function figures(): object {
  const distances = errors.map(Math.abs).sort((a, b) => a - b);
  const at = (share: number) => distances[Math.min(Math.floor(distances.length * share), distances.length - 1)] ?? 0;
  const early = errors.reduce((most, error) => Math.max(most, -error), 0);
  return { calls: errors.length, p50: at(0.5), p99: at(0.99), max: distances.at(-1) ?? 0, earliest: early };
}

answerParent(await mock.listen(), { forget, figures });
