/**
 * Media that a send names by id: in messages that are media, headers, cards and template parameters. An id that there is
 * not (never was, expired, deleted, of another account) is refused at once, as an ill-formed one is; a file of the wrong
 * type or size is accepted and fails later.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import { findMedia, type Media } from '../../world/media.js';
import type { World } from '../../world/world.js';
import { type MediaKind, mediaFailure } from '../media/media-rules.js';
import type { Content } from './message-type.js';

const KINDS: Readonly<Record<string, MediaKind>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  document: 'document',
  sticker: 'sticker',
  gif: 'gif',
};

interface NamedMedia {
  readonly path: string;
  readonly kind: MediaKind;
  readonly id: string;
}

type Part = Readonly<Record<string, unknown>>;

const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? (value as readonly Part[]) : []);

/** The media of a header or a template parameter: under the name of its type. */
function inPart(part: unknown, path: string): NamedMedia[] {
  const { type, ...members } = (part ?? {}) as Part;
  const name = typeof type === 'string' ? type.toLowerCase() : '';
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  const { id, link } = (members[name] ?? {}) as { id?: unknown; link?: unknown };
  // With both, the message is refused for that.
  return kind && typeof id === 'string' && link === undefined ? [{ path: `${path}['${name}']['id']`, kind, id }] : [];
}

const inInteractive = ({ header, action }: Content): NamedMedia[] => [
  ...inPart(header, "interactive['header']"),
  ...partsOf((action as Part | undefined)?.cards).flatMap((card, index) =>
    inPart(card.header, `interactive['action']['cards'][${index}]['header']`),
  ),
];

const inComponents = (components: unknown, path: string): NamedMedia[] =>
  partsOf(components).flatMap(({ parameters, cards }, index) => [
    ...partsOf(parameters).flatMap((parameter, at) => inPart(parameter, `${path}[${index}]['parameters'][${at}]`)),
    ...partsOf(cards).flatMap((card, at) =>
      inComponents(card.components, `${path}[${index}]['cards'][${at}]['components']`),
    ),
  ]);

function mediaIn(type: string, content: Content): NamedMedia[] {
  if (type === 'interactive') return inInteractive(content);
  if (type === 'template') return inComponents(content.components, "template['components']");
  return inPart({ type, [type]: content }, '').map(({ kind, id }) => ({ path: `${type}['id']`, kind, id }));
}

/** The media of an id, if this number may use it: its own, and that of its account's other numbers (assumed). */
function usable(id: string, from: PhoneNumber, world: World): Media | undefined {
  const found = findMedia(world, id);
  const owner = found && world.of(numbers).get(found.phoneNumberId);
  return found?.phoneNumberId === from.id || owner?.wabaId === from.wabaId ? found : undefined;
}

/** Why the media that a send names cannot be used: at once (`refusal`), or as its status will tell (`failure`). */
export function judgeMediaIds(
  { from, type, content }: { readonly from: PhoneNumber; readonly type: string; readonly content: Content },
  world: World,
): { readonly refusal?: GraphError; readonly failure?: GraphError } {
  if (type === 'text') return {};
  let failure: GraphError | undefined;
  for (const { path, kind, id } of mediaIn(type, content)) {
    const found = usable(id, from, world);
    if (!found)
      return { refusal: parameterError(`Param ${path} is not a valid whatsapp business account media attachment ID`) };
    failure ??= mediaFailure(kind, found);
  }
  return failure ? { failure } : {};
}
