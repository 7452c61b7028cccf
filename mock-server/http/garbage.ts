/** Bodies that are no answer of Graph's: what the proxy in front shows, and answers that were damaged on their way. */
import type { Ending } from '../faults/fault.js';
import type { Rendered } from './render.js';

type Garbage = Extract<Ending, { kind: 'garbage' }>;

const WORDS: Readonly<Record<number, string>> = {
  200: 'Please wait',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

const page = (status: number): string => {
  const words = WORDS[status] ?? 'Error';
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${words}</title></head>
<body><h1>${words}</h1><p>This page cannot be shown right now. Try again in a few minutes.</p></body>
</html>
`;
};

/** Where nothing was decided there is no answer to damage. */
const STOCK = '{"messaging_product":"whatsapp","contacts":[{"input":"","wa_id":""}],"messages":[{"id":""}]}';
/** Share of an answer's text that is left. */
const LEFT = 2 / 3;

/** Headers without those of the names, in small letters. */
function without(headers: readonly string[], names: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const [name = '', value = ''] = [headers[i], headers[i + 1]];
    if (!names.includes(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

const plain = (status: number, type: string, text: string): Rendered => ({
  status,
  headers: ['Content-Type', type, 'Cache-Control', 'no-store', 'Content-Length', String(text.length)],
  text,
});

/** What goes out. @param rendered what would have been answered; absent: nothing was decided. */
export function garble({ what, status }: Garbage, rendered: Rendered | undefined): Rendered {
  const text = rendered?.text || STOCK;
  const part = text.slice(0, Math.floor(text.length * LEFT));
  const standing = without(rendered?.headers ?? ['Content-Type', 'application/json; charset=UTF-8'], [
    'content-length',
    'etag',
  ]);
  switch (what) {
    case 'html':
      return plain(status, 'text/html; charset=utf-8', page(status));
    case 'empty':
      return plain(status, 'text/html; charset=utf-8', '');
    case 'broken-json':
      return { status, headers: [...standing, 'Content-Length', String(part.length)], text: part };
    case 'wrong-length':
      return { status, headers: [...standing, 'Content-Length', String(part.length)], text };
    default:
      return what satisfies never;
  }
}
