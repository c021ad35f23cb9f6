/** Whoever or whatever stands against a rule, was rated or was linked with. */
export interface Named {
  __typename?: string;
  id?: string;
  name?: string | null;
  personName?: string | null;
  title?: string | null;
  code?: string | null;
}

export function nameOf(subject: Named | null | undefined): string {
  if (!subject) return "—";
  return subject.personName || subject.name || subject.title || subject.code || subject.id || "—";
}

/** Where in the console more is to be read of it, if anywhere. */
export function placeOf(subject: Named | null | undefined): string | null {
  const key = subject?.code;
  switch (subject?.__typename) {
    case "Case": return `cases/${key}`;
    case "Meeting": return `meetings/${key}`;
    case "Unit": return `people/${key}`;
    default: return null;
  }
}
