/** The conversation scripts that a scenario can name under `says`. */
import { greeting } from './greeting.js';
import { orderStatus } from './order-status.js';
import type { Script } from './script.js';
import { support } from './support.js';

export const scripts = { greeting, support, 'order-status': orderStatus } satisfies Record<string, Script>;

export type ScriptName = keyof typeof scripts;
