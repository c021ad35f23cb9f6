import { createContext, use, useCallback, useMemo, useState, type ReactNode } from "react";

/** Who is signed in where; kept for this tab only. `expiresAt` in milliseconds. */
export interface Token {
  locality: string;
  value: string;
  expiresAt: number;
}

export interface Viewer {
  username: string | null;
  personId: string | null;
  personName: string | null;
  roles: { code: string; label: string }[];
  permissions: ReadonlySet<string>;
}

export interface Session {
  locality: string;
  localityName: string;
  timeZone: string;
  now: string;
  viewer: Viewer;
  may: (...anyOf: string[]) => boolean;
  signOut: () => void;
}

const KEPT = "lianxin-token";

export function useToken() {
  const [token, setToken] = useState<Token | null>(read);
  const keep = useCallback((next: Token | null) => {
    if (next) sessionStorage.setItem(KEPT, JSON.stringify(next));
    else sessionStorage.removeItem(KEPT);
    setToken(next);
  }, []);
  return [token, keep] as const;
}

function read(): Token | null {
  try {
    const token = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Token | null;
    return token && token.expiresAt > Date.now() ? token : null;
  } catch {
    return null;
  }
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider(
  { session, children }: { session: Omit<Session, "may">; children: ReactNode },
) {
  const whole = useMemo(() => {
    const may = (...anyOf: string[]) => anyOf.some((one) => session.viewer.permissions.has(one));
    return { ...session, may };
  }, [session]);
  return <SessionContext value={whole}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("nobody is signed in");
  return session;
}
