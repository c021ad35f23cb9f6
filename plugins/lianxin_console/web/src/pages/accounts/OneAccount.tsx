import { Button } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { States } from "./AccountList";
import { Act, type Deed } from "./Act";
import { oneAccountQuery, type OneAccountQuery } from "./generated/accounts";
import { OneTimePassword, type Given } from "./OneTimePassword";
import { Sessions } from "./Sessions";
import { words } from "./words";

export type Account = NonNullable<OneAccountQuery["account"]>;

export function OneAccount() {
  const { username = "" } = useParams();
  const say = useWords(words);
  const asked = useAsk(oneAccountQuery, { username });
  return (
    <Answer of={asked} rows={8}>
      {({ account }) => account
        ? <Shown key={account.id} account={account} again={asked.again} />
        : <Page title={say("unknown")}><Link to="..">{say("title")}</Link></Page>}
    </Answer>
  );
}

function Shown({ account, again }: { account: Account; again: () => void }) {
  const say = useWords(words);
  const { viewer } = useSession();
  const [deed, setDeed] = useState<Deed | null>(null);
  const [given, setGiven] = useState<Given | null>(null);
  const oneself = viewer.username === account.username;
  const done = (password: string | null) => {
    setDeed(null);
    if (password) setGiven({ username: account.username, password });
    again();
  };
  return (
    <Page
      title={account.username} lead={<Link to="..">{say("title")}</Link>}
      actions={!oneself && !deed && deedsFor(account).map((one) => (
        <Button key={one} onClick={() => setDeed(one)}>{say(one)}</Button>
      ))}
    >
      {given && <OneTimePassword of={given} onNoted={() => setGiven(null)} />}
      {deed && <Act key={deed} deed={deed} account={account} onClose={() => setDeed(null)} onDone={done} />}
      <Panel><Facts account={account} />{oneself && <p className="quiet">{say("oneself")}</p>}</Panel>
      <Sessions account={account} onEndAll={deed ? undefined : () => setDeed("endAll")} again={again} />
    </Page>
  );
}

function deedsFor(account: Account): Deed[] {
  const unlock: Deed[] = account.lockedUntil ? ["unlock"] : [];
  return [...unlock, "reset", "setRoles", account.disabled ? "reopen" : "close"];
}

function Facts({ account }: { account: Account }) {
  const say = useWords(words);
  const { locality, may } = useSession();
  const { fullMoment } = useFormat();
  const held = account.person?.appointments.edges.map(({ node }) => node) ?? [];
  const place = (code: string) => `/${locality}/people/${encodeURIComponent(code)}`;
  return (
    <dl className="facts">
      <dt>{say("state")}</dt><dd><States of={account} /></dd>
      <dt>{say("roles")}</dt><dd>{account.roles.map((one) => one.label).join(" · ") || "—"}</dd>
      <dt>{say("person")}</dt><dd>{account.person?.name ?? "—"}</dd>
      {held.length > 0 && (
        <>
          <dt>{say("held")}</dt>
          <dd>{held.map(({ id, unit, post }) => (
            <div key={id}>{may("person.read") ? <Link to={place(unit.code)}>{unit.name}</Link> : unit.name} {post.label}</div>
          ))}</dd>
        </>
      )}
      <dt>{say("created")}</dt><dd className="figures">{fullMoment(account.createdAt)}</dd>
      <dt>{say("lastSignIn")}</dt><dd className="figures">{fullMoment(account.lastSignInAt) || say("never")}</dd>
    </dl>
  );
}
