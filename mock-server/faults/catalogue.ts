/** Every fault by its name. Adding one is a file beside this and a line here. */
import type { z } from 'zod';
import type { PlannedFault } from '../../core/history.js';
import type { FaultInPlay, FaultKind, GraphFault, WebhookFault } from './fault.js';
import { graphErrorFault } from './graph-error.js';
import { graphLatency } from './graph-latency.js';
import { graphLostAnswer } from './graph-lost-answer.js';
import { graphOutage } from './graph-outage.js';
import { webhookDuplicate } from './webhook-duplicate.js';

/** What the catalogue tells of a fault without knowing its parameters. */
export interface FaultEntry {
  readonly name: string;
  readonly side: 'graph' | 'webhook';
  readonly summary: string;
  readonly parameters: z.ZodType;
  /** `planned.parameters` are validated ones, durations in milliseconds. */
  readonly create: (planned: PlannedFault) => GraphFault | WebhookFault;
}

/** The catalogue holds kinds of different parameters; only what `parameters` itself gave comes back to `create`. */
function entry<Parameters>(kind: FaultKind<Parameters>): FaultEntry {
  return { ...kind, create: (planned) => kind.create(planned.parameters as Parameters) };
}

export const faults = {
  'graph.latency': entry(graphLatency),
  'graph.error': entry(graphErrorFault),
  'graph.lost-answer': entry(graphLostAnswer),
  'graph.outage': entry(graphOutage),
  'webhook.duplicate': entry(webhookDuplicate),
} as const satisfies Record<string, FaultEntry>;

export function findFault(name: string): FaultEntry | undefined {
  return Object.hasOwn(faults, name) ? faults[name as keyof typeof faults] : undefined;
}

/** What planned faults do. @throws RangeError for a name that no fault has: plans are validated before. */
export function bringIntoPlay(planned: readonly PlannedFault[]): FaultInPlay[] {
  return planned.map((entry) => {
    const kind = findFault(entry.name);
    if (!kind) throw new RangeError(`no fault is called ${entry.name}`);
    return { planned: entry, fault: kind.create(entry) };
  });
}
