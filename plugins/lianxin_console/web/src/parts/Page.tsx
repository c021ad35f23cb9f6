import { useEffect, type ReactNode } from "react";
import { useSession } from "@/api/session";
import "./page.css";

/** A page: its heading, what can be done beside it, its content. */
export function Page(
  { title, lead, actions, children }:
  { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode },
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
        </div>
        {actions && <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
