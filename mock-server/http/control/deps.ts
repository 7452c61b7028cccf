/** What the control plane may command and read. */
import type { Recorder } from '../../../core/recorder.js';
import type { FaultBoard } from '../../faults/board.js';
import type { InboundContent } from '../../webhooks/payloads.js';
import type { World } from '../../world/world.js';

/** `/metrics`, made by whoever built the mock. */
export interface MetricsSource {
  readonly contentType: string;
  render(): Promise<string>;
}

export interface WriteRequest {
  /** The number that is written to; default: that of a fresh mock. */
  readonly phoneNumberId?: string;
  /** Digits with the country code. */
  readonly user: string;
  readonly name?: string;
  readonly content: InboundContent;
  /** Script and line; `control/1` when a person or a test writes. */
  readonly step?: string;
  readonly token?: string;
  /** When the schedule wanted it, in ms since recording began; default now. */
  readonly due?: number;
}

export interface ControlDeps {
  readonly recorder: Recorder;
  readonly world: World;
  readonly faults: FaultBoard;
  readonly metrics: MetricsSource | undefined;
  /** A user writes to the business; gives the message's id. */
  write(request: WriteRequest): string;
  pendingDeliveries(): number;
  /** How to point an app at this mock. */
  greeting(): string;
}
