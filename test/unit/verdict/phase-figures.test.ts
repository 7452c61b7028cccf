import { expect, test } from 'vitest';
import { collectFigures } from '../../../verdict/reports/html/phase-figures.js';
import { story, user } from './story.js';

test('the time of an acknowledgement is not that of a refusal, however quick', () => {
  const run = story();
  for (const [i, status] of [200, 401, 200, 500].entries()) {
    const at = 1_000 + i * 100;
    run.delivers(run.writes(user(i), at), at + 5, { status, ms: 20 + i });
  }
  const calm = { name: 'calm', fromMs: 0, toMs: 10_000, faults: [], trouble: false };
  const [figures] = collectFigures(run.build(), [calm], 60_000).phases;
  expect(figures).toMatchObject({ acknowledgements: [20, 22], unacknowledged: 2 });
});
