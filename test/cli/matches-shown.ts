/**
 * Whether an answer is the one that a page of the documentation shows. The rule is strict: the same members in the same
 * order, arrays of the same length, equal values. What differs from time to time is written `…`: alone it stands for any
 * string or number, within a string for one or more characters, as the last element of an array for whatever follows.
 */

const ANYTHING = '…';

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

function matchesText(shown: string, actual: string): boolean {
  const pattern = shown
    .split(ANYTHING)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.+');
  return new RegExp(`^${pattern}$`, 's').test(actual);
}

/** What differs first, with its path; `undefined`: nothing. */
export function differenceFrom(shown: unknown, actual: unknown, path = 'the answer'): string | undefined {
  const differs = `${path}: shown ${show(shown)}, came ${show(actual)}`;
  if (typeof shown === 'string') {
    const isAnything =
      shown === ANYTHING && (typeof actual === 'number' || (typeof actual === 'string' && actual !== ''));
    return isAnything || (typeof actual === 'string' && matchesText(shown, actual)) ? undefined : differs;
  }
  if (Array.isArray(shown)) {
    if (!Array.isArray(actual)) return differs;
    const goesOn = shown.at(-1) === ANYTHING;
    const wanted = goesOn ? shown.slice(0, -1) : shown;
    if (goesOn ? actual.length < wanted.length : actual.length !== wanted.length) return differs;
    return firstOf(wanted.map((element, index) => differenceFrom(element, actual[index], `${path}[${index}]`)));
  }
  if (typeof shown !== 'object' || shown === null) return shown === actual ? undefined : differs;
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return differs;
  const members = actual as Readonly<Record<string, unknown>>;
  if (Object.keys(shown).join() !== Object.keys(members).join())
    return `${path}: shown {${Object.keys(shown).join(', ')}}, came {${Object.keys(members).join(', ')}}`;
  return firstOf(Object.entries(shown).map(([name, value]) => differenceFrom(value, members[name], `${path}.${name}`)));
}

const firstOf = (differences: readonly (string | undefined)[]) => differences.find((it) => it !== undefined);
