import { App, Button, Tag } from "antd";
import { useDo } from "@/api/asking";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Refusals } from "@/parts/Answer";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { endSessionsMutation } from "./generated/accounts";
import type { Account } from "./OneAccount";
import { words } from "./words";

/** Where somebody is signed in; each can be ended by itself. */
export function Sessions(
  { account, onEndAll, again }: { account: Account; onEndAll?: (() => void) | undefined; again: () => void },
) {
  const say = useWords(words);
  const { moment } = useFormat();
  const { message } = App.useApp();
  const { run, busy, errors } = useDo(endSessionsMutation);
  const end = async (session: string) => {
    const done = await run({ input: { username: account.username, session } });
    if (done) void message.success(say("ended", { n: done.ended ?? 0 }));
    again();
  };
  const several = onEndAll && account.sessions.length > 0;
  return (
    <Panel
      title={say("sessions")} bare
      extra={several && <Button size="small" danger onClick={onEndAll}>{say("endAll")}</Button>}
    >
      <Refusals errors={errors} />
      <Table
        label={say("sessions")} rows={account.sessions} keyOf={(one) => one.id} empty={say("noSessions")}
        columns={[
          {
            name: say("since"),
            show: (one) => <>{moment(one.since)} {one.current && <Tag className="state good">{say("current")}</Tag>}</>,
          },
          { name: say("lastSeen"), show: (one) => moment(one.lastSeenAt) },
          { name: say("expires"), show: (one) => moment(one.expiresAt) },
          {
            name: say("action"),
            show: (one) => <Button size="small" loading={busy} onClick={() => void end(one.id)}>{say("end")}</Button>,
          },
        ]}
      />
    </Panel>
  );
}
