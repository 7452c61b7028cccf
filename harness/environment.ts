/** What a subject started by the harness finds in its environment; its names are stable from the first release. */
import type { Credentials } from '../mock-server/world/world.js';

export interface SubjectAddress {
  readonly graphUrl: string;
  readonly graphVersion: string;
  readonly port: number;
  /** An empty folder of the subject's own, the same one again when it is restarted. */
  readonly stateDir: string;
  /** Holds the access token that is valid now; it is replaced when a new one is issued. */
  readonly tokenFile: string;
}

export type StandardNames = ReturnType<typeof standardEnvironment>;

export const standardEnvironment = (credentials: Credentials, address: SubjectAddress) => ({
  GRAPH_API_URL: address.graphUrl,
  GRAPH_API_VERSION: address.graphVersion,
  WHATSAPP_TOKEN: credentials.accessToken,
  PHONE_NUMBER_ID: credentials.phoneNumberId as string,
  WABA_ID: credentials.wabaId as string,
  APP_ID: credentials.appId as string,
  APP_SECRET: credentials.appSecret,
  VERIFY_TOKEN: credentials.verifyToken,
  PORT: String(address.port),
  WAPROOF_STATE_DIR: address.stateDir,
  WHATSAPP_TOKEN_FILE: address.tokenFile,
});

/**
 * The standard names, and the integration's own: `own` maps a name to a text in which `${GRAPH_API_URL}` and the
 * other standard names are filled in.
 */
export function subjectEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  standard: StandardNames,
  own: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  const fill = (text: string) =>
    text.replace(/\$\{(\w+)\}/g, (whole, name: string) => (standard as Record<string, string>)[name] ?? whole);
  const mapped = Object.fromEntries(Object.entries(own).map(([name, text]) => [name, fill(text)]));
  return { ...inherited, ...standard, ...mapped };
}
