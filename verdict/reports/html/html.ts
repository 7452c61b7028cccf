/**
 * Writing HTML without forgetting to escape: `html` escapes whatever is put into it, except what it made itself. Texts
 * come from users who have markup in their names on purpose.
 */

/** Markup that is safe to insert as it is. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | undefined | false | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters but tab and line breaks, which HTML forbids. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

export const escapeHtml = (text: string) =>
  text.replace(CONTROLS, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(render).join('');
}

/** Template tag. Absent parts (`undefined`, `false`) leave nothing, lists are joined. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.reduce((text, string, i) => text + string + (i < parts.length ? render(parts[i]) : ''), '');
  return { markup };
}

/** JSON that can stand inside a `<script>` element: it can neither end the element nor begin a comment. */
export const embedJson = (value: unknown): Html => ({
  markup: JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029'),
});

/** Foreign text as an island: its writing direction does not spill over into the words around it. */
export const isolate = (text: string) => `\u2068${text}\u2069`;
