/** Every fault by its name. Adding one is a file beside this and a line here. */
import type { z } from 'zod';
import type { PlannedFault } from '../../core/history.js';
import type { Fault, FaultInPlay, FaultKind, FaultSide } from './fault.js';
import { graphDribble } from './graph-dribble.js';
import { graphErrorFault } from './graph-error.js';
import { graphFailover } from './graph-failover.js';
import { graphGarbage } from './graph-garbage.js';
import { graphHang } from './graph-hang.js';
import { graphLateFailure } from './graph-late-failure.js';
import { graphLatency } from './graph-latency.js';
import { graphLostAnswer } from './graph-lost-answer.js';
import { graphOutage } from './graph-outage.js';
import { graphReset } from './graph-reset.js';
import { graphThrottle } from './graph-throttle.js';
import { graphTlsFailure } from './graph-tls-failure.js';
import { graphTruncate } from './graph-truncate.js';
import { numberLock } from './number-lock.js';
import { numberQuality } from './number-quality.js';
import { subjectKill } from './subject-kill.js';
import { subjectPause } from './subject-pause.js';
import { templatePause } from './template-pause.js';
import { tokenExpire } from './token-expire.js';
import { versionExpire } from './version-expire.js';
import { webhookBadsign } from './webhook-badsign.js';
import { webhookBatch } from './webhook-batch.js';
import { webhookDelay } from './webhook-delay.js';
import { webhookDrop } from './webhook-drop.js';
import { webhookDuplicate } from './webhook-duplicate.js';
import { webhookEarlyStatus } from './webhook-early-status.js';
import { webhookFlood } from './webhook-flood.js';
import { webhookReorder } from './webhook-reorder.js';
import { webhookReplay } from './webhook-replay.js';
import { webhookUnknown } from './webhook-unknown.js';

/** What the catalogue tells of a fault without knowing its parameters. */
export interface FaultEntry {
  readonly name: string;
  readonly side: FaultSide;
  readonly summary: string;
  readonly models: string;
  readonly parameters: z.ZodType;
  readonly example: Readonly<Record<string, unknown>>;
  /** `planned.parameters` are validated ones, durations in milliseconds. */
  readonly create: (planned: PlannedFault) => Fault;
}

/** The catalogue holds kinds of different parameters; only what `parameters` itself gave comes back to `create`. */
function entry<Parameters>(kind: FaultKind<Parameters>): FaultEntry {
  return { ...kind, create: (planned) => kind.create(planned.parameters as Parameters) };
}

export const faults = {
  'graph.latency': entry(graphLatency),
  'graph.error': entry(graphErrorFault),
  'graph.lost-answer': entry(graphLostAnswer),
  'graph.dribble': entry(graphDribble),
  'graph.failover': entry(graphFailover),
  'graph.garbage': entry(graphGarbage),
  'graph.hang': entry(graphHang),
  'graph.reset': entry(graphReset),
  'graph.truncate': entry(graphTruncate),
  'graph.tls-failure': entry(graphTlsFailure),
  'graph.outage': entry(graphOutage),
  'graph.late-failure': entry(graphLateFailure),
  'graph.throttle': entry(graphThrottle),
  'token.expire': entry(tokenExpire),
  'version.expire': entry(versionExpire),
  'template.pause': entry(templatePause),
  'number.lock': entry(numberLock),
  'number.quality': entry(numberQuality),
  'webhook.duplicate': entry(webhookDuplicate),
  'webhook.delay': entry(webhookDelay),
  'webhook.reorder': entry(webhookReorder),
  'webhook.batch': entry(webhookBatch),
  'webhook.drop': entry(webhookDrop),
  'webhook.badsign': entry(webhookBadsign),
  'webhook.unknown': entry(webhookUnknown),
  'webhook.flood': entry(webhookFlood),
  'webhook.replay': entry(webhookReplay),
  'webhook.early-status': entry(webhookEarlyStatus),
  'subject.kill': entry(subjectKill),
  'subject.pause': entry(subjectPause),
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
