/** The mock as it runs in earnest: metrics, and every observation written to a history file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../core/clock.js';
import { createHistoryWriter } from '../core/history-writer.js';
import { createRandom } from '../core/random.js';
import { createRecorder } from '../core/recorder.js';
import { createMetrics } from '../metrics/create-metrics.js';
import { createMock } from '../mock-server/mock.js';
import { answerParent } from './answer-parent.js';
import { benchHeader } from './bench-header.js';
import { benchRules } from './bench-rules.js';

const clock = createSystemClock();
const recorder = createRecorder(clock);
const metrics = createMetrics();
recorder.subscribe(metrics.observe);
const folder = mkdtempSync(join(tmpdir(), 'waproof-bench-'));
recorder.subscribe(createHistoryWriter(join(folder, 'history.ndjson'), benchHeader(clock), clock).write);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const mock = createMock({
  clock,
  recorder,
  random: createRandom(1),
  host: '127.0.0.1',
  port: 0,
  rules: benchRules,
  metrics,
});
answerParent(await mock.listen());
