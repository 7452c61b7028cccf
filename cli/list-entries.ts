/** Names with one line each, for the commands that list what exists. */
interface Entry {
  readonly summary: string;
}

export function listEntries(entries: Readonly<Record<string, Entry>>): string {
  const names = Object.keys(entries);
  const width = Math.max(...names.map((name) => name.length));
  return names.map((name) => `${name.padEnd(width)}  ${entries[name]?.summary ?? ''}`).join('\n');
}
