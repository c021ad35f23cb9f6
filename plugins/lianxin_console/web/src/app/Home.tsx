import { useMemo } from "react";
import { SessionProvider, type Session } from "@/api/session";
import { PLATFORM } from "@/api/client";
import { useAsk } from "@/api/asking";
import { Waiting, Problem } from "@/parts/Answer";
import { Frame } from "./Frame";
import { platformHereQuery } from "./generated/platform-viewer";
import { hereQuery } from "./generated/viewer";

type Given = Omit<Session, "may">;

export function LocalityHome({ leave }: { leave: () => void }) {
  const { data, error, again } = useAsk(hereQuery, {});
  const session = useMemo<Given | null>(() => {
    if (!data) return null;
    const { viewer, locality } = data;
    return {
      locality: locality.key,
      localityName: locality.name,
      timeZone: locality.timeZone,
      now: locality.now,
      viewer: {
        username: viewer.username,
        personId: viewer.person?.id ?? null,
        personName: viewer.person?.name ?? null,
        roles: viewer.roles,
        permissions: new Set(viewer.permissions),
      },
      signOut: leave,
    };
  }, [data, leave]);
  return <Shown session={session} problem={error && <Problem error={error} again={again} />} />;
}

export function PlatformHome({ leave }: { leave: () => void }) {
  const { data, error, again } = useAsk(platformHereQuery, {});
  const session = useMemo<Given | null>(() => {
    if (!data) return null;
    const { viewer } = data;
    return {
      locality: PLATFORM,
      localityName: "",
      timeZone: "Asia/Shanghai",
      now: new Date().toISOString(),
      viewer: {
        username: viewer.username,
        personId: null,
        personName: null,
        roles: viewer.roles,
        permissions: new Set(viewer.permissions),
      },
      signOut: leave,
    };
  }, [data, leave]);
  return <Shown session={session} problem={error && <Problem error={error} again={again} />} />;
}

function Shown({ session, problem }: { session: Given | null; problem: React.ReactNode }) {
  if (!session) return <main className="alone">{problem ?? <Waiting />}</main>;
  return (
    <SessionProvider session={session}>
      <Frame />
    </SessionProvider>
  );
}
