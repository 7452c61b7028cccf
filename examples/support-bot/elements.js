/**
 * A delivery taken apart: Meta may put many accounts, changes, messages and statuses into one, and one that nobody can read must
 * not cost the others. Each comes out as a payload of its own.
 */

const listOf = (value) => (Array.isArray(value) ? value : []);

/** @param {unknown} payload @yields {object} a payload with one message or one status */
export function* elementsOf(payload) {
  for (const entry of listOf(payload?.entry)) {
    for (const change of listOf(entry?.changes)) {
      const { messages, statuses, ...rest } = change?.value ?? {};
      const alone = (value) => ({ ...payload, entry: [{ ...entry, changes: [{ ...change, value }] }] });
      for (const message of listOf(messages)) yield alone({ ...rest, messages: [message] });
      for (const status of listOf(statuses)) yield alone({ ...rest, statuses: [status] });
    }
  }
}
