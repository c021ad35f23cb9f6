import { App, Button } from "antd";
import { useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Refusals } from "@/parts/Answer";
import { Pager } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { Table, type Column } from "@/parts/Table";
import { endAppointmentMutation } from "./generated/people";
import type { Unit } from "./OneUnit";
import { words } from "./words";

type Held = Unit["appointments"]["edges"][number];

export function Appointments({ unit, again }: { unit: Unit; again: () => void }) {
  const say = useWords(words);
  const { may } = useSession();
  const { date } = useFormat();
  const { modal, message } = App.useApp();
  const { run, busy, errors } = useDo(endAppointmentMutation);
  const { appointments } = unit;
  const end = ({ node }: Held) => modal.confirm({
    title: say("endSure", { name: node.person.name ?? "", post: node.post.label }), cancelText: say("cancel"),
    onOk: async () => {
      if (!(await run({ input: { appointment: node.id } }))) return;
      void message.success(say("ended"));
      again();
    },
  });
  const columns: Column<Held>[] = [
    { name: say("post"), show: ({ node }) => node.post.label },
    { name: say("name"), show: ({ node }) => node.person.name },
    { name: say("phone"), show: ({ node }) => <span className="figures">{node.person.maskedPhone ?? "—"}</span> },
    { name: say("since"), show: ({ node }) => date(node.since) },
    { name: say("until"), show: ({ node }) => (node.until ? date(node.until) : say("now")) },
  ];
  const action: Column<Held> = {
    name: say("action"),
    show: (one) => !one.node.until && <Button size="small" loading={busy} onClick={() => end(one)}>{say("end")}</Button>,
  };
  return (
    <Panel title={say("held")} bare>
      <Refusals errors={errors} />
      <Table
        label={say("held")} rows={appointments.edges} keyOf={({ node }) => node.id} empty={say("noAppointments")}
        columns={may("person.write") ? [...columns, action] : columns}
      />
      <Pager info={appointments.pageInfo} total={appointments.totalCount} exact={appointments.totalCountIsExact} />
    </Panel>
  );
}
