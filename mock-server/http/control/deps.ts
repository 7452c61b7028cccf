/** What the control plane may command and read. */
import type { WaId } from '../../../core/ids.js';
import type { Recorder } from '../../../core/recorder.js';
import type { FaultBoard } from '../../faults/board.js';
import type { InboundContent } from '../../webhooks/payloads.js';
import type { Targets } from '../../webhooks/targets.js';
import type { World } from '../../world/world.js';
import type { ClockCommands } from '../clock-commands.js';
import type { FileTransfer } from '../file-transfer.js';

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
  readonly token?: string | undefined;
  /** It was written so long before it is delivered, in ms: its time says so. Default: now. */
  readonly agedByMs?: number | undefined;
  /** When the schedule wanted it, in ms since recording began; default now. */
  readonly due?: number;
}

export interface ControlDeps {
  readonly recorder: Recorder;
  readonly world: World;
  readonly faults: FaultBoard;
  /** The platform's time. */
  readonly clock: ClockCommands;
  readonly metrics: MetricsSource | undefined;
  /** A user writes to the business; gives the message's id. */
  write(request: WriteRequest): string;
  /** A user reads what was delivered; gives how many messages that are. */
  read(phoneNumberId: string, user: WaId): number;
  pendingDeliveries(): number;
  /** Deliveries and the rules that they follow. */
  readonly webhooks: Pick<Targets, 'deliveries' | 'rules' | 'change' | 'pending' | 'wallTimeOf'>;
  /** PEM of the authority behind the mock's certificates; `undefined`: it has none. */
  ca(): string | undefined;
  /** Files that users send. */
  readonly transfer: Pick<FileTransfer, 'keepUpload'>;
  /** Has the webhooks sent of what a command caused. */
  tellEvents(): void;
  /** Keeps what has changed, before anybody is told of it; absent: the world is not kept. */
  readonly commit?: (() => void) | undefined;
  /** How to point an app at this mock. */
  greeting(): string;
}
