/** Which run this is and what it proved. */
import * as units from '@grafana/grafana-foundation-sdk/units';
import { tiles } from '../panels/tiles.js';
import { worst } from '../queries.js';

/** Of several runs the worst verdict shows: 4 for a failure, 2 for too little evidence, 1 for a pass, 0 if the check applies to none. */
const verdictAsNumber = [
  `4 * ${worst('checkVerdict', ['check'], ['verdict="fail"'])}`,
  `2 * ${worst('checkVerdict', ['check'], ['verdict="inconclusive"'])}`,
  worst('checkVerdict', ['check'], ['verdict="pass"']),
].join(' + ');

const FAIL = { text: 'fail', colour: 'red' };
const INCONCLUSIVE = { text: 'inconclusive', colour: 'orange' };

export const verdictPanels = [
  tiles({
    title: 'Run',
    description: 'Scenario and seed of the run. The same seed repeats the same decisions.',
    unit: units.Short,
    queries: [{ expr: `${worst('runInfo', ['scenario', 'seed'])} == 1`, legend: '{{scenario}} · seed {{seed}}' }],
    width: 6,
    height: 6,
  }),
  tiles(
    {
      title: 'Verdicts',
      description:
        'Verdict of each check, given when the run ends. Inconclusive means that too little happened to judge: it is not a pass; not applicable, that this kind of subject gives the check nothing to hold. Empty while the run lasts.',
      unit: units.Short,
      queries: [{ expr: verdictAsNumber, legend: '{{check}}' }],
      width: 18,
      height: 6,
    },
    [
      { value: 0, text: 'not applicable', colour: 'blue' },
      { value: 1, text: 'pass', colour: 'green' },
      { value: 2, ...INCONCLUSIVE },
      { value: 3, ...INCONCLUSIVE },
      ...[4, 5, 6, 7].map((value) => ({ value, ...FAIL })),
    ],
  ),
];
