/** What a hand-written recipe says of an operation's valid request; everything it leaves out comes from the file. */
import type { Graph } from './graph.js';

export interface RecipeParts {
  /** Values of the path's placeholders; default: objects.ts. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Default: the first that the file gives. */
  readonly contentType?: string;
  /** Default: the first body that the file shows, else a sample of its schema. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** More bodies that must be taken, each by a title; they are sent one after the other. */
  readonly variants?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Fields of the answer's schema that cannot be read without parameters of their own. */
  readonly notAsked?: readonly string[];
  /** Members of body or query that the documentation requires while the file does not say so. */
  readonly alsoRequired?: readonly string[];
}

/** Bodies that the file shows for the operation, by their titles. */
export type Shown = Readonly<Record<string, unknown>>;

/** Prepares the mock, through calls only, and says what to send. */
export type Recipe = (graph: Graph, shown: Shown) => RecipeParts | Promise<RecipeParts>;

export type Recipes = Readonly<Record<string, Recipe>>;
