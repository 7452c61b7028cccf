/** What a change of an object tells: none, one or several events. */
import type { PlatformEvent } from '../../world/outbox.js';
import type { World } from '../../world/world.js';

/** @param before absent for a new object. @param after absent for one that is gone. */
export type Tells<Item> = (before: Item | undefined, after: Item | undefined, world: World) => readonly PlatformEvent[];

export const NOTHING: readonly PlatformEvent[] = [];

/** Seconds since the Unix epoch, as webhooks about conversations have them: a text. */
export const secondsText = (ms: number): string => String(Math.floor(ms / 1_000));

export const secondsOf = (ms: number): number => Math.floor(ms / 1_000);

/** A number as webhooks show it: digits only. */
export const digitsOf = (displayPhoneNumber: string): string => displayPhoneNumber.replace(/\D/g, '');
