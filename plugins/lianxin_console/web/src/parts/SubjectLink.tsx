import { Link } from "react-router";
import { useSession } from "@/api/session";
import { nameOf, placeOf, type Named } from "./subjects";

export function SubjectLink({ of }: { of: Named | null | undefined }) {
  const { locality } = useSession();
  const place = placeOf(of);
  return place ? <Link to={`/${locality}/${place}`}>{nameOf(of)}</Link> : <>{nameOf(of)}</>;
}
