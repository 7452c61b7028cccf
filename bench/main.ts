/**
 * `npm run bench`: the figures that the hot paths must reach, as ratios to a bound measured in the same run. With
 * `--quick` a short version that shows that everything works, not a measurement. Exits 1 when a figure is missed.
 */
import { benchArrivals } from './arrivals.js';
import { benchDispatch } from './dispatch.js';
import { benchJudge } from './judge.js';
import { benchLatency } from './latency.js';
import { benchMedia } from './media.js';
import { benchMemory } from './memory.js';
import { benchRetries } from './retries.js';
import type { Ratio } from './rounds.js';
import { benchSendPath } from './send-path.js';
import { benchSoak } from './soak.js';

const isQuick = process.argv.includes('--quick');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const wants = (name: string) => only.length === 0 || only.includes(name);
let missed = 0;

function report(name: string, figure: string, required: string, isMet: boolean): void {
  if (!isMet) missed++;
  console.log(`${isMet ? 'met   ' : 'MISSED'}  ${name.padEnd(34)} ${figure}  (required: ${required})`);
}

const describe = ({ ratio, lowest, highest, bound, measured }: Ratio) =>
  `${ratio.toFixed(2)} of the bound [${lowest.toFixed(2)}–${highest.toFixed(2)}], ` +
  `${Math.round(measured).toLocaleString('en')}/s of ${Math.round(bound).toLocaleString('en')}/s`;

/** The second half of the run needs no more than the first, but for a twentieth. */
const isLevel = (values: readonly number[]): boolean => {
  const half = Math.floor(values.length / 2);
  return Math.max(...values.slice(half)) <= Math.max(...values.slice(0, half)) * 1.05;
};

console.log(`node ${process.version}, ${isQuick ? 'quick: not a measurement' : 'medians of paired rounds'}`);

if (wants('send')) {
  const send = isQuick ? await benchSendPath(1, 1) : await benchSendPath(15);
  report('send path, throughput', describe(send.throughput), '≥ 0.50 of bare node:http', send.throughput.ratio >= 0.5);
  console.log(`        send path, per processor second    ${describe(send.cpu)}`);
}
if (wants('dispatch')) {
  const dispatch = await benchDispatch(isQuick ? 1 : 5, isQuick ? 4_000 : 40_000);
  report(
    'webhook dispatch, throughput',
    describe(dispatch),
    '≥ 0.50 of a bare undici.Pool loop',
    dispatch.ratio >= 0.5,
  );
}
if (wants('arrivals')) {
  const { played, dropped, latenessP99Ms, latenessMaxMs } = await benchArrivals(2_000, isQuick ? 2 : 10);
  const figure = `lateness p99 ${latenessP99Ms.toFixed(2)} ms, worst ${latenessMaxMs.toFixed(1)} ms, ${played} played, ${dropped} dropped`;
  report('arrivals at 2,000/s', figure, 'p99 < 5 ms', latenessP99Ms < 5 && dropped === 0);
}
if (wants('latency'))
  for await (const result of benchLatency(isQuick ? 1 : 10)) {
    const { shape, callsPerSecond, p50, p99, max, earliest } = result;
    const figure = `|actual − drawn| p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, worst ${max.toFixed(1)} ms, at most ${earliest.toFixed(2)} ms early, at ${Math.round(callsPerSecond)}/s`;
    report(`latency: ${shape}`, figure, 'p99 ≤ 2 ms', p99 <= 2);
  }
if (wants('media')) {
  const { up, down, growthMb, megabytes } = await benchMedia(isQuick ? 1 : 8);
  report('media upload, MB', describe(up), '≥ 0.20 of a bare pipe to a file', up.ratio >= 0.2);
  report('media download, MB', describe(down), '≥ 0.40 of a bare pipe from a file', down.ratio >= 0.4);
  const figure = `RSS grew by ${growthMb.toFixed(0)} MB over ${megabytes} MB up and down, 4 × 16 MB at a time`;
  report('memory of media', figure, 'grows by less than 64 MB', growthMb < 64);
}
if (wants('judge')) {
  const { observations, megabytes, seconds, peakRssMb } = await benchJudge(isQuick ? 50_000 : 1_000_000);
  const figure = `${seconds.toFixed(1)} s, RSS ${peakRssMb} MB at most; ${observations.toLocaleString('en')} observations in ${megabytes} MB, all checks`;
  report('judging a history', figure, '< 10 s, < 500 MB', seconds < 10 && peakRssMb < 500);
}
if (wants('retries')) {
  const { pending, bytesEach, bodyBytes, ms } = await benchRetries(isQuick ? 10_000 : 100_000);
  const figure = `${Math.round(bytesEach).toLocaleString('en')} bytes each, ${bodyBytes} of them the body; ${pending.toLocaleString('en')} pending after ${ms.toFixed(0)} ms`;
  report('memory of pending retries', figure, '≤ 2,500 bytes each', bytesEach <= 2_500);
}
if (wants('memory')) {
  const { sends, seconds, rssMb } = await benchMemory(isQuick ? 20_000 : 1_000_000);
  const highest = Math.max(...rssMb);
  const figure = `RSS by tenths ${rssMb.join(' ')} MB, ${sends.toLocaleString('en')} sends in ${seconds.toFixed(0)} s`;
  report('memory of one mock', figure, 'levels off below 300 MB', highest < 300);
}
if (wants('soak')) {
  const { messages, taken, again, failures, posts, seconds, heldMb, peakRssMb } = await benchSoak(
    isQuick ? 5_000 : 200_000,
  );
  const words = (count: number) => count.toLocaleString('en');
  const figure = `${words(taken)} of ${words(messages)} taken, ${again} twice, ${words(failures)} of ${words(posts)} posts failed, ${seconds.toFixed(0)} s`;
  report('soak, half of all posts fail', figure, 'every message once', taken === messages && again === 0);
  const memory = `${heldMb.join(' ')} MB in use after each tenth, RSS ${peakRssMb} MB at most`;
  report('memory of the soak', memory, 'does not grow any more', isLevel(heldMb));
}
process.exitCode = missed > 0 && !isQuick ? 1 : 0;
