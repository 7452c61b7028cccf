/**
 * The elements of an XML document, in order, with a complaint about everything that a parser would refuse: tags that
 * do not match, bare ampersands, unquoted attributes. Knows what JUnit reports contain: no DTD, no namespaces.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Names of the elements around it, outermost first. */
  readonly within: readonly string[];
}

const TOKEN = /<\?xml[^?]*\?>|<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\/([\w-]+)\s*>|<([\w-]+)([^<>]*?)(\/?)>|[^<]+/y;
const ATTRIBUTE = /\s+([\w-]+)="([^"<]*)"/y;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;

const decodeEntities = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-fA-F]+);/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&');

function parseAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  ATTRIBUTE.lastIndex = 0;
  let end = 0;
  for (let found = ATTRIBUTE.exec(text); found; found = ATTRIBUTE.exec(text)) {
    const [, name = '', value = ''] = found;
    if (BARE_AMPERSAND.test(value)) throw new Error(`a bare & in ${name}="${value}"`);
    attributes[name] = decodeEntities(value);
    end = ATTRIBUTE.lastIndex;
  }
  if (text.slice(end).trim() !== '') throw new Error(`not attributes: ${text}`);
  return attributes;
}

/** @throws when the document is not well formed. */
export function readXml(xml: string): XmlElement[] {
  const elements: XmlElement[] = [];
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < xml.length; end = TOKEN.lastIndex) {
    const found = TOKEN.exec(xml);
    if (!found) throw new Error(`not XML at ${end}: ${xml.slice(end, end + 60)}`);
    const [text, closed, opened, attributes = '', isEmpty] = found;
    if (closed !== undefined) {
      if (open.pop() !== closed) throw new Error(`</${closed}> closes nothing`);
    } else if (opened !== undefined) {
      elements.push({ name: opened, attributes: parseAttributes(attributes), within: [...open] });
      if (!isEmpty) open.push(opened);
    } else if (!text.startsWith('<') && BARE_AMPERSAND.test(text)) throw new Error(`a bare & in ${text}`);
    else if (open.length === 0 && text.trim() !== '' && !text.startsWith('<')) throw new Error(`stray ${text}`);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return elements;
}
