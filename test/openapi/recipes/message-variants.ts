/**
 * The messages that the file shows, made sendable: its placeholders (`<AUDIO_OBJECT_ID>`, `{{Flow-ID}}`) give way to
 * objects of the mock. Left out are templates that the file only names.
 */
import { file, type Graph } from '../graph.js';
import { CATALOG, CUSTOMER, createFlow, flowJson, receiveText, uploadMedia } from '../objects.js';
import type { RecipeParts, Shown } from '../recipe.js';

/** What each placeholder becomes; the first pattern that matches counts. */
type Substitutes = readonly (readonly [placeholder: RegExp, substitute: string])[];

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const UPLOADS = {
  audio: () => file(bytes('OggS'), 'a.ogg', 'audio/ogg'),
  document: () => file('%PDF-1.7', 'a.pdf', 'application/pdf'),
  sticker: () => file(bytes('RIFF\0\0\0\0WEBP'), 'a.webp', 'image/webp'),
  video: () => file(bytes('\0\0\0\x18ftypmp42'), 'a.mp4', 'video/mp4'),
};

async function substitutesOn(graph: Graph): Promise<Substitutes> {
  const message = await receiveText(graph);
  return [
    [/^<AUDIO_OBJECT_ID>$/, await uploadMedia(graph, UPLOADS.audio())],
    [/^<DOCUMENT_OBJECT_ID>$/, await uploadMedia(graph, UPLOADS.document())],
    [/^<IMAGE_OBJECT_ID>$/, await uploadMedia(graph)],
    [/^<MEDIA_OBJECT_ID>$/, await uploadMedia(graph, UPLOADS.sticker())],
    [/^<VIDEO_OBJECT_ID>$/, await uploadMedia(graph, UPLOADS.video())],
    [/^\{\{Recipient-.*\}\}$/, CUSTOMER],
    [/^\{\{Flow-ID\}\}$/, await createFlow(graph, { flow_json: flowJson, publish: true })],
    [/^\{\{Flow-Name\}\}$/, 'Conformance'],
    [/^<SCREEN_ID>$/, 'WELCOME'],
    [/^<MSGID_.*>$|^wamid\./, message],
    [/^<?http\(s\):/, 'https://shop.example/file'],
    [/^<HEADER_TYPE>$/, 'text'],
    // Catalogues and products of the file: there is one with two.
    [/^\d{15}$/, CATALOG],
    [/^<YOUR_SECOND_PRODUCT/, 'SKU-2'],
    [/^<YOUR_PRODUCT|^<ID_TEST_ITEM|^2lc20305pt$/, 'SKU-1'],
  ];
}

function substitute(value: unknown, substitutes: Substitutes): unknown {
  if (typeof value === 'string') {
    const found = substitutes.find(([placeholder]) => placeholder.test(value));
    return found ? found[1] : value.replace(/<([^>]*)>/g, (_, name: string) => name.toLowerCase());
  }
  if (Array.isArray(value)) return value.map((element) => substitute(element, substitutes));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, substitute(member, substitutes)]));
}

const isNamedOnly = (shown: unknown) => {
  const { template } = shown as { template?: { name?: string } };
  return template !== undefined && template.name !== 'hello_world';
};

export async function messageVariants(graph: Graph, shown: Shown): Promise<NonNullable<RecipeParts['variants']>> {
  const substitutes = await substitutesOn(graph);
  const sendable = Object.entries(shown).filter(([, body]) => !isNamedOnly(body));
  return Object.fromEntries(
    sendable.map(([title, body]) => [title, substitute(body, substitutes) as Record<string, unknown>]),
  );
}
