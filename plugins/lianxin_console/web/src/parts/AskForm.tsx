import { Button } from "antd";
import type { ReactNode } from "react";
import type { UserError } from "@/api/asking";
import { useWords } from "@/language/language";
import { Refusals } from "./Answer";
import { Panel } from "./Panel";
import "./table.css";

const words = { cancel: ["取消", "Cancel"] } as const;

/** A short form in the page: its fields, what was refused, doing it or not. */
export function AskForm(
  { title, children, onSubmit, onClose, errors, busy, ready = true }:
  {
    title: string; children: ReactNode; onSubmit: () => Promise<unknown>; onClose: () => void;
    errors: readonly UserError[]; busy: boolean; ready?: boolean;
  },
) {
  const say = useWords(words);
  return (
    <Panel title={title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void onSubmit();
        }}
      >
        <div className="sieve">{children}</div>
        <Refusals errors={errors} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>{title}</Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </form>
    </Panel>
  );
}

/** A field of it, under its name. */
export function AskField({ name, children }: { name: string; children: ReactNode }) {
  return <label><span>{name}</span>{children}</label>;
}
