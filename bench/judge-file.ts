/** Reads and judges the history that is named, once, and prints how long it took and the most memory that it had. */
import { keepHeapSmall } from '../cli/frugal-heap.js';
import { judge } from '../verdict/judge.js';
import { readForJudging } from '../verdict/read-history.js';

keepHeapSmall();
const started = process.hrtime.bigint();
judge(await readForJudging(process.argv[2] ?? ''));
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
console.log(JSON.stringify({ seconds, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024) }));
