/** How many bytes of bodies may be pending in all queues together. A body that goes to several apps counts for each. */
export interface BodyBudget {
  readonly limit: number;
  /** False: there is no room for so many. */
  take(bytes: number): boolean;
  give(bytes: number): void;
  readonly held: number;
}

const LIMIT_BYTES = 256 * 1_024 * 1_024;

export function createBodyBudget(limit = LIMIT_BYTES): BodyBudget {
  let held = 0;
  return {
    limit,
    take(bytes) {
      if (held + bytes > limit) return false;
      held += bytes;
      return true;
    },
    give(bytes) {
      held -= bytes;
    },
    get held() {
      return held;
    },
  };
}
