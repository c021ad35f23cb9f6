import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { usePaused } from "@/parts/pickers/useFinding";
import { Table } from "@/parts/Table";
import { foundPeopleQuery, foundUnitsQuery } from "./generated/people";
import { words } from "./words";

/** People and units of a name. */
export function Found({ search }: { search: string }) {
  const say = useWords(words);
  const { locality } = useSession();
  const text = usePaused(search);
  const people = useAsk(foundPeopleQuery, { filter: { search: text }, ...usePage() });
  const units = useAsk(foundUnitsQuery, { search: text });
  const place = (code: string) => `/${locality}/people/${encodeURIComponent(code)}`;
  return (
    <>
      <Panel title={say("units")} bare>
        <Answer of={units}>
          {({ units: found }) => (
            <Table
              label={say("units")} rows={found.edges} keyOf={({ node }) => node.code} empty={say("none")}
              columns={[
                { name: say("unitName"), show: ({ node }) => <Link to={place(node.code)}>{node.name}</Link> },
                { name: say("kind"), show: ({ node }) => node.kind.label },
                { name: say("parent"), show: ({ node }) => node.parent?.name ?? "—" },
              ]}
            />
          )}
        </Answer>
      </Panel>
      <Panel title={say("people")} bare>
        <Answer of={people}>
          {({ people: found }) => (
            <>
              <Table
                label={say("people")} rows={found.edges} keyOf={({ node }) => node.id} empty={say("none")}
                columns={[
                  { name: say("name"), show: ({ node }) => node.name },
                  { name: say("phone"), show: ({ node }) => <span className="figures">{node.maskedPhone ?? "—"}</span> },
                  {
                    name: say("held"),
                    show: ({ node }) => node.appointments.edges.map(({ node: held }) => (
                      <div key={held.id}><Link to={place(held.unit.code)}>{held.unit.name}</Link> {held.post.label}</div>
                    )),
                  },
                ]}
              />
              <Pager info={found.pageInfo} total={found.totalCount} exact={found.totalCountIsExact} />
            </>
          )}
        </Answer>
      </Panel>
    </>
  );
}
