/** A fresh mock made ready for one operation, and the valid request to it: what the recipe says, the rest from the file. */
import type { ValidRequest } from './bad-requests.js';
import type { ApiDocument, ApiOperation } from './document.js';
import { type Graph, openGraph, Unprepared } from './graph.js';
import { objects } from './objects.js';
import type { RecipeParts, Recipes } from './recipe.js';
import { createSampler } from './sample.js';

export interface Staged {
  readonly graph: Graph;
  readonly valid: ValidRequest;
  readonly variants: NonNullable<RecipeParts['variants']>;
  readonly notAsked: NonNullable<RecipeParts['notAsked']>;
}

/** @throws Unprepared when the mock cannot be made ready. */
export type Stage = (operation: ApiOperation) => Promise<Staged>;

async function idsOf({ placeholders }: ApiOperation, given: Readonly<Record<string, string>>, graph: Graph) {
  const ids: Record<string, string> = {};
  for (const name of placeholders) {
    const made = given[name] ?? (await objects[name]?.(graph));
    if (made === undefined) throw new Unprepared(`objects.ts does not say where a ${name} comes from`);
    ids[name] = made;
  }
  return ids;
}

export function createStage(document: ApiDocument, recipes: Recipes): Stage {
  const sample = createSampler(document);

  async function prepare(operation: ApiOperation, graph: Graph): Promise<Staged> {
    const shown = Object.assign({}, ...operation.bodies.map(({ examples }) => examples));
    const parts = (await recipes[operation.name]?.(graph, shown)) ?? {};
    const ids = await idsOf(operation, parts.ids ?? {}, graph);
    const required = operation.query.filter((parameter) => parameter.required);
    const query = Object.fromEntries(required.map(({ name, schema }) => [name, String(sample(schema))]));
    const bodySpec = operation.bodies.find(
      ({ contentType }) => parts.contentType === undefined || contentType === parts.contentType,
    );
    const [first] = Object.values(bodySpec?.examples ?? {});
    const body = parts.body ?? (bodySpec && ((first ?? sample(bodySpec.schema)) as ValidRequest['body']));
    const valid = { ids, query: { ...query, ...parts.query }, bodySpec, body, alsoRequired: parts.alsoRequired ?? [] };
    return { graph, valid, variants: parts.variants ?? {}, notAsked: parts.notAsked ?? [] };
  }

  return async (operation) => {
    const graph = await openGraph();
    try {
      return await prepare(operation, graph);
    } catch (error) {
      await graph.close();
      throw error;
    }
  };
}
