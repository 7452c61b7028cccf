/**
 * The newest burst of messages from each number to each user: what the pair rate is judged by. Bounded: pairs live in
 * two generations, and when the younger one is full, the older one is forgotten.
 */
export interface Burst {
  /** Wall time of its first message, in ms. */
  startedAt: number;
  /** Messages in it. */
  sent: number;
}

export interface Pairs {
  of(phoneNumberId: string, user: string): Burst | undefined;
  /** A first message, in place of the burst before. */
  begin(phoneNumberId: string, user: string, at: number): void;
  /** Pairs that are remembered. */
  readonly size: number;
}

type Generation = Map<string, Map<string, Burst>>;

const countIn = (generation: Generation): number => {
  let count = 0;
  for (const users of generation.values()) count += users.size;
  return count;
};

/** @param limit pairs that are remembered at most. */
export function createPairs(limit = 100_000): Pairs {
  const roomInEach = Math.ceil(limit / 2);
  let young: Generation = new Map();
  let old: Generation = new Map();
  let youngSize = 0;

  function usersOf(phoneNumberId: string): Map<string, Burst> {
    const known = young.get(phoneNumberId);
    if (known) return known;
    const users = new Map<string, Burst>();
    young.set(phoneNumberId, users);
    return users;
  }

  return {
    of: (phoneNumberId, user) => young.get(phoneNumberId)?.get(user) ?? old.get(phoneNumberId)?.get(user),
    begin(phoneNumberId, user, at) {
      const known = young.get(phoneNumberId)?.get(user);
      if (known) {
        known.startedAt = at;
        known.sent = 1;
        return;
      }
      if (youngSize >= roomInEach) {
        old = young;
        young = new Map();
        youngSize = 0;
      }
      youngSize++;
      usersOf(phoneNumberId).set(user, { startedAt: at, sent: 1 });
    },
    get size() {
      return countIn(young) + countIn(old);
    },
  };
}
