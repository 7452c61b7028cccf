/** The names that a scenario may use. Handed in, so that the form of a scenario does not depend on who knows them. */
import type { z } from 'zod';

export interface CatalogueEntry {
  readonly summary: string;
  /** Validates the parameters, fills in defaults and turns durations into milliseconds. */
  readonly parameters: z.ZodType;
}

export interface Catalogue {
  readonly faults: Readonly<Record<string, CatalogueEntry>>;
  readonly checks: Readonly<Record<string, CatalogueEntry>>;
  readonly scripts: Readonly<Record<string, unknown>>;
}
