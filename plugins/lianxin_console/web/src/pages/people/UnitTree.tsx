import { CaretDownOutlined, CaretRightOutlined } from "@ant-design/icons";
import { useState } from "react";
import { NavLink } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { belowQuery, rootsQuery } from "./generated/people";
import { words } from "./words";

interface Unit {
  code: string;
  name: string;
  active: boolean;
}

/** The tree, each level fetched when it is unfolded. */
export function UnitTree() {
  const asked = useAsk(rootsQuery, {});
  return (
    <Answer of={asked} rows={6}>
      {({ units }) => {
        const tops = units.edges.map(({ node }) => topOf(node));
        const roots = [...new Map(tops.map((top) => [top.code, top])).values()];
        return <Level units={roots} unfolded={roots.length === 1} />;
      }}
    </Answer>
  );
}

interface Climbing extends Unit {
  parent?: Climbing | null;
}

/** The API has no list of roots: they are found from below. */
function topOf(unit: Climbing): Unit {
  return unit.parent ? topOf(unit.parent) : unit;
}

function Level({ units, unfolded = false }: { units: Unit[]; unfolded?: boolean }) {
  return (
    <ul className="plain tree">
      {units.map((unit) => <Branch key={unit.code} unit={unit} unfolded={unfolded} />)}
    </ul>
  );
}

function Branch({ unit, unfolded }: { unit: Unit; unfolded: boolean }) {
  const say = useWords(words);
  const { locality } = useSession();
  const [open, setOpen] = useState(unfolded);
  const { data } = useAsk(belowQuery, { code: unit.code }, { pause: !open });
  const below = data?.unit?.children.edges.map(({ node }) => node);
  return (
    <li>
      <div className="tree-line">
        <button
          type="button" aria-expanded={open} onClick={() => setOpen(!open)}
          className={below && !below.length ? "leaf" : ""}
          aria-label={say(open ? "fold" : "unfold", { name: unit.name })}
        >
          {open ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
        </button>
        <NavLink to={`/${locality}/people/${encodeURIComponent(unit.code)}`}>{unit.name}</NavLink>
        {!unit.active && <span className="quiet">{say("dissolved")}</span>}
      </div>
      {open && below && below.length > 0 && <Level units={below} />}
    </li>
  );
}
