import { Tooltip } from "antd";
import { Link } from "react-router";
import { useSession } from "@/api/session";
import "./parts.css";

/** A rule by its clause: what it says, and the page where it stands. */
export function Cited(
  { rule }: { rule: { key: string; code: string; title: string; source: { document: string; clause: string } } },
) {
  const { locality } = useSession();
  return (
    <Tooltip title={`${rule.title}（${rule.source.document} ${rule.source.clause}）`}>
      <Link className="cited" to={`/${locality}/rules/${encodeURIComponent(rule.key)}`}>{rule.code}</Link>
    </Tooltip>
  );
}
