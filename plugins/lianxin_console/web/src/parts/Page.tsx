import { useEffect, type ReactNode } from "react";
import type { Followed } from "@/api/following";
import { useSession } from "@/api/session";
import { LiveSign } from "./following/LiveSign";
import "./page.css";

/** A page: its heading, what can be done beside it, its content; `live`: that it is kept up to date. */
export function Page(
  { title, lead, actions, live, children }:
  { title: string; lead?: ReactNode; actions?: ReactNode; live?: Followed; children: ReactNode },
) {
  const { localityName } = useSession();
  useEffect(() => {
    document.title = [title, localityName, "连心"].filter(Boolean).join(" · ");
  }, [title, localityName]);
  return (
    <div className="page stack">
      <header className="page-head">
        <div className="grow">
          <h1>{title}</h1>
          {lead && <div className="quiet">{lead}</div>}
          {live && <LiveSign of={live} />}
        </div>
        {actions && <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
