/**
 * JSON as Meta writes it: PHP's habits, which matter because signatures are computed over exactly these bytes.
 * In the text that `JSON.stringify` gives, the escaped characters stand only inside strings.
 */

const GRAPH = /[\u0080-\uffff/@]/g;
const WEBHOOK = /[\u0080-\uffff/@<%]/g;
const FIXED: Readonly<Record<string, string>> = { '/': '\\/', '@': '\\u0040', '<': '\\u003C', '%': '\\u0025' };

const escaped = (character: string) =>
  FIXED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Graph answers: `/`, `@` and everything outside ASCII (recorded live). */
export const stringifyForGraph = (value: unknown): string => JSON.stringify(value).replace(GRAPH, escaped);

/** Webhook bodies: also `<` and `%`; lower-case hex for unicode (Graph docs, "Webhooks", validating payloads). */
export const stringifyForWebhook = (value: unknown): string => JSON.stringify(value).replace(WEBHOOK, escaped);
