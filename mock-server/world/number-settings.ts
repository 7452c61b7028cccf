/** Settings of a number: calls, identity changes, encryption of payloads, where data are stored. */
import { defineCollection } from './collection.js';

export interface NumberSettings {
  /** The number's id. */
  readonly id: string;
  /** In the words of the wire, spelled as they were given; members that were never given are missing. */
  readonly calling: Readonly<Record<string, unknown>>;
  readonly isIdentityChecked: boolean;
  /** DER of the client's public key in base64, while payloads are encrypted. */
  readonly clientKey?: string;
  /** Region in which data stay; absent: anywhere. */
  readonly region?: string;
}

export const numberSettings = defineCollection<NumberSettings>({ name: 'numberSettings', limit: 10_000 });

const usual = (id: string): NumberSettings => ({ id, calling: {}, isIdentityChecked: false });

/** What is set for a number, or what is so from the start. */
export const settingsOrUsual = (known: NumberSettings | undefined, id: string): NumberSettings => known ?? usual(id);

/** Calls have to be switched on first. */
export const isCallingEnabled = ({ calling }: NumberSettings): boolean =>
  String(calling.status).toLowerCase() === 'enabled';
