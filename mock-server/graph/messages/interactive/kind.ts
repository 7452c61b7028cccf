/** What a kind of interactive message is: which header, body and footer it takes, its action, and its own rules. */
import type { GraphError } from '../../../errors/graph-error.js';
import type { World } from '../../../world/world.js';
import { any, array, object, type Shape, string } from '../../parameters.js';
import { type Content, type Conversation, invalid, missing } from '../message-type.js';

export type HeaderType = 'text' | 'image' | 'video' | 'document';
export const EVERY_HEADER: readonly HeaderType[] = ['text', 'image', 'video', 'document'];

export interface InteractiveKind {
  /** Headers that it takes; absent: none. */
  readonly headers?: readonly HeaderType[];
  readonly needsHeader?: boolean;
  /** Longest body in characters, 1,024 unless said. */
  readonly bodyLength?: number;
  /** Only some kinds go without a body. */
  readonly bodyOptional?: boolean;
  /** Absent: it takes a footer. */
  readonly noFooter?: boolean;
  readonly action: Shape;
  /** Rules on an action that has the right shape. */
  readonly refuse?: (action: Content) => GraphError | undefined;
  /** Rules that need more than the message: what the world knows of the two, and of what the action names. */
  readonly forbid?: (action: Content, world: World, conversation: Conversation) => GraphError | undefined;
  /** What the world remembers of it once it is sent. */
  readonly sent?: (world: World, conversation: Conversation) => void;
  /** What people read in the action. */
  readonly words?: (action: Content) => readonly unknown[];
}

/** Keys of every kind's action: Graph has one shape for all, so a key of another kind is taken and ignored (assumed). */
const ACTION_KEYS = Object.fromEntries(
  ['name', 'parameters', 'button', 'buttons', 'sections', 'cards', 'catalog_id', 'product_retailer_id'].map((key) => [
    key,
    any,
  ]),
);

/** An action with these members, besides those that other kinds have. */
export const action = (members: Readonly<Record<string, Shape>>): Shape =>
  object({ ...ACTION_KEYS, ...members }, { required: true });

/** An action that is called by its name. Parameters that are not known are taken and ignored (assumed). */
export const namedAction = (name: string, parameters: Readonly<Record<string, Shape>> = {}): Shape =>
  action({ name: string({ required: true, oneOf: [name] }), parameters: object(parameters, { open: true }) });

/** The parameters of a named action. */
export const parametersOf = ({ parameters }: Content): Content => (parameters as Content | undefined) ?? {};

/** A list of objects with these members; the element is typed by whoever reads it. */
export const listOf = (members: Readonly<Record<string, Shape>>): Shape => array(object(members));

interface TextRule {
  /** How the refusal calls it: `Row id`. */
  readonly label: string;
  readonly max?: number;
}

/** A text that must be there (131008) and have no more characters than allowed (131009). */
export function refuseText(value: unknown, { label, max }: TextRule): GraphError | undefined {
  if (value === undefined || value === '') return missing(`${label} is missing`);
  return max === undefined ? undefined : refuseLength(value, { label, max });
}

/** A text that may be absent and has no more characters than allowed. */
export function refuseLength(value: unknown, { label, max }: Required<TextRule>): GraphError | undefined {
  return typeof value === 'string' && value.length > max
    ? invalid(`${label} is too long. Max length is ${max}`)
    : undefined;
}

/** So many of a thing and no fewer or more, in the words that were observed for buttons. */
export function refuseCount(count: number, { of, min, max }: { of: string; min: number; max: number }) {
  return count < min || count > max
    ? invalid(`Invalid ${of} count. Min allowed ${of}: ${min}, Max allowed ${of}: ${max}`)
    : undefined;
}

/** Whether something occurs twice. */
export const hasTwins = (values: readonly unknown[]): boolean => new Set(values).size < values.length;
