/** What each setting is called in its form. */
export function namesOf(schema: unknown): (name: string) => string {
  const properties = (schema as { properties?: Record<string, { title?: string }> }).properties ?? {};
  return (name) => properties[name]?.title ?? name;
}

/** Only what differs; what was emptied is given back to the parent or the source. */
export function differing(before: Record<string, unknown>, after: Record<string, unknown>) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter(
    (name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}
