/** Which run this is and what it proved. */
import * as units from '@grafana/grafana-foundation-sdk/units';
import { tiles } from '../panels/tiles.js';
import { worst } from '../queries.js';

/** 2 for a failure and 1 for too little evidence, so that of several runs the worst verdict shows. */
const verdictAsNumber = `2 * ${worst('checkVerdict', ['check'], ['verdict="fail"'])} + ${worst('checkVerdict', ['check'], ['verdict="inconclusive"'])}`;

const FAIL = { text: 'fail', colour: 'red' };

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
        'Verdict of each check, given when the run ends. Inconclusive means that too little happened to judge: it is not a pass. Empty while the run lasts.',
      unit: units.Short,
      queries: [{ expr: verdictAsNumber, legend: '{{check}}' }],
      width: 18,
      height: 6,
    },
    [
      { value: 0, text: 'pass', colour: 'green' },
      { value: 1, text: 'inconclusive', colour: 'orange' },
      { value: 2, ...FAIL },
      { value: 3, ...FAIL },
    ],
  ),
];
