import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { AddUnit, Appoint } from "./adding";
import { Appointments } from "./Appointments";
import { oneUnitQuery, type OneUnitQuery } from "./generated/people";
import { words } from "./words";

export type Unit = NonNullable<OneUnitQuery["unit"]>;

export function OneUnit({ code }: { code: string }) {
  const say = useWords(words);
  const { may } = useSession();
  const asked = useAsk(oneUnitQuery, { code, ...usePage(50) });
  const [doing, setDoing] = useState<"appoint" | "add" | null>(null);
  const close = () => setDoing(null);
  const done = () => {
    close();
    asked.again();
  };
  return (
    <Answer of={asked} rows={8}>
      {({ unit }) => unit ? (
        <>
          <Panel
            title={unit.name}
            extra={may("person.write") && unit.active && (
              <span className="row">
                <Button size="small" type="primary" onClick={() => setDoing("appoint")}>{say("appoint")}</Button>
                <Button size="small" onClick={() => setDoing("add")}>{say("addUnit")}</Button>
              </span>
            )}
          >
            <Facts unit={unit} />
          </Panel>
          {doing === "appoint" && <Appoint unit={unit} onClose={close} onDone={done} />}
          {doing === "add" && <AddUnit parent={unit} onClose={close} onDone={done} />}
          <Appointments unit={unit} again={asked.again} />
        </>
      ) : <Panel><p className="quiet">{say("unknown")}</p></Panel>}
    </Answer>
  );
}

function Facts({ unit }: { unit: Unit }) {
  const say = useWords(words);
  const { locality, may } = useSession();
  const above = [unit.parent?.parent?.parent, unit.parent?.parent, unit.parent].filter((one) => one != null);
  const below = unit.children.edges.map(({ node }) => node);
  return (
    <dl className="facts">
      <dt>{say("code")}</dt><dd><code>{unit.code}</code></dd>
      <dt>{say("kind")}</dt><dd>{unit.kind.label} {!unit.active && <span className="late">{say("dissolved")}</span>}</dd>
      {above.length > 0 && <><dt>{say("parent")}</dt><dd><Units of={above} /></dd></>}
      {unit.households.totalCount > 0 && (
        <><dt>{say("households")}</dt><dd className="figures">{unit.households.totalCount}</dd></>
      )}
      {below.length > 0 && <><dt>{say("below")}</dt><dd><Units of={below} /></dd></>}
      {may("standing.read") && (
        <>
          <dt>{say("standings")}</dt>
          <dd><Link to={`/${locality}/duties?unit=${unit.code}`}>{unit.name}</Link></dd>
        </>
      )}
    </dl>
  );
}

function Units({ of }: { of: { code: string; name: string }[] }) {
  const { locality } = useSession();
  return (
    <span className="row">
      {of.map(({ code, name }) => (
        <Link key={code} to={`/${locality}/people/${encodeURIComponent(code)}`}>{name}</Link>
      ))}
    </span>
  );
}
