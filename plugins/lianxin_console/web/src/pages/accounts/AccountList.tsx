import { Button, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { ChoiceFilter, Filters, TextFilter } from "@/parts/Filters";
import { Page } from "@/parts/Page";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { usePaused } from "@/parts/pickers/useFinding";
import { useParameter } from "@/parts/useParameter";
import { accountsQuery } from "./generated/accounts";
import { NewAccount } from "./NewAccount";
import { OneTimePassword, type Given } from "./OneTimePassword";
import { useRoles } from "./useRoles";
import { words } from "./words";

export function AccountList() {
  const say = useWords(words);
  const [making, setMaking] = useState(false);
  const [given, setGiven] = useState<Given | null>(null);
  const made = (found: Given) => {
    setMaking(false);
    setGiven(found);
  };
  return (
    <Page
      title={say("title")} lead={say("lead")}
      actions={!making && <Button type="primary" onClick={() => setMaking(true)}>{say("create")}</Button>}
    >
      {given && <OneTimePassword of={given} onNoted={() => setGiven(null)} />}
      {making && <NewAccount onClose={() => setMaking(false)} onDone={made} />}
      <Found />
    </Page>
  );
}

function Found() {
  const say = useWords(words);
  const { moment } = useFormat();
  const roles = useRoles();
  const [search, setSearch] = useParameter("search");
  const [role, setRole] = useParameter("role");
  const [state, setState] = useParameter("state");
  const filter = {
    search: usePaused(search).trim() || null, role: role ? [role] : null, disabled: state ? state === "closed" : null,
  };
  const asked = useAsk(accountsQuery, { filter, ...usePage() });
  return (
    <>
      <Filters label={say("find")}>
        <TextFilter name={say("search")} value={search} onChange={setSearch} />
        <ChoiceFilter name={say("roles")} value={role} onChange={setRole} options={roles} />
        <ChoiceFilter
          name={say("state")} value={state} onChange={setState}
          options={[{ value: "open", label: say("open") }, { value: "closed", label: say("closed") }]}
        />
      </Filters>
      <Panel bare>
        <Answer of={asked} rows={8}>
          {({ accounts }) => (
            <>
              <Table
                label={say("title")} rows={accounts.edges} keyOf={({ node }) => node.id} empty={say("none")}
                columns={[
                  {
                    name: say("username"),
                    show: ({ node }) => <Link to={encodeURIComponent(node.username)}>{node.username}</Link>,
                  },
                  { name: say("person"), show: ({ node }) => node.person?.name ?? "—" },
                  { name: say("roles"), show: ({ node }) => node.roles.map((one) => one.label).join(" · ") || "—" },
                  { name: say("state"), show: ({ node }) => <States of={node} /> },
                  { name: say("lastSignIn"), show: ({ node }) => moment(node.lastSignInAt) || say("never") },
                  { name: say("sessions"), show: ({ node }) => node.sessions.length, figures: true },
                ]}
              />
              <Pager info={accounts.pageInfo} total={accounts.totalCount} exact={accounts.totalCountIsExact} />
            </>
          )}
        </Answer>
      </Panel>
    </>
  );
}

/** Whether one may sign in with it, and what stands in the way. */
export function States({ of }: { of: { disabled: boolean; mustChange: boolean; lockedUntil: string | null } }) {
  const say = useWords(words);
  const { moment } = useFormat();
  return (
    <span className="row">
      <Tag className={`state ${of.disabled ? "" : "good"}`}>{say(of.disabled ? "closed" : "open")}</Tag>
      {of.lockedUntil && <Tag className="state late">{say("locked", { until: moment(of.lockedUntil) })}</Tag>}
      {of.mustChange && <Tag className="state soon">{say("mustChange")}</Tag>}
    </span>
  );
}
