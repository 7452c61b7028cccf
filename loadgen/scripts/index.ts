/** The conversation scripts that a scenario can name under `says`. */
import { album } from './album.js';
import { awkward } from './awkward.js';
import { greeting } from './greeting.js';
import { orderStatus } from './order-status.js';
import { picture } from './picture.js';
import { rapid } from './rapid.js';
import type { Script } from './script.js';
import { support } from './support.js';

export const scripts = {
  greeting,
  support,
  'order-status': orderStatus,
  album,
  rapid,
  picture,
  awkward,
} satisfies Record<string, Script>;

export type ScriptName = keyof typeof scripts;
