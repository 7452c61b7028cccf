/** What went wrong on purpose, and when. */
import * as units from '@grafana/grafana-foundation-sdk/units';
import { lines } from '../panels/lines.js';
import { states } from '../panels/states.js';
import { ratePer, worst } from '../queries.js';

const ACTIVE = [
  { value: 0, text: 'inactive', colour: 'rgba(128, 128, 128, 0.15)' },
  { value: 1, text: 'active', colour: 'orange' },
];

export const faultPanels = [
  states(
    {
      title: 'Phases',
      description: 'Phases of the scenario in their order. The calm opening teaches what is normal for the subject.',
      unit: units.Short,
      queries: [{ expr: worst('phaseActive', ['phase', 'name']), legend: '{{phase}} {{name}}' }],
      width: 8,
    },
    ACTIVE,
  ),
  states(
    {
      title: 'Faults active',
      description: 'Faults that may strike now. Read the panels below against these spans.',
      unit: units.Short,
      queries: [{ expr: worst('faultActive', ['fault']), legend: '{{fault}}' }],
      width: 8,
    },
    ACTIVE,
  ),
  lines({
    title: 'Faults fired',
    description: 'How often each fault struck. An active fault that never strikes proves nothing.',
    unit: units.EventsPerSecond,
    queries: [{ expr: ratePer('faultsFired', ['fault']), legend: '{{fault}}' }],
    width: 8,
  }),
];
