import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import "./parts.css";

const words = {
  pages: ["翻页", "Pages"],
  earlier: ["上一页", "Previous"],
  later: ["下一页", "Next"],
  count: ["共 {n} 条", "{n} in all"],
  more: ["{n} 条以上", "more than {n}"],
} as const;

export interface PageArguments {
  first: number | null;
  after: string | null;
  last: number | null;
  before: string | null;
}

/** Which page of a connection is asked for, kept in the address. Whatever narrows the list
 * deletes `after` and `before` from the address. `list`: a second one on the same page. */
export function usePage(size = 30, list = ""): PageArguments {
  const [params] = useSearchParams();
  const after = params.get(`${list}after`);
  const before = params.get(`${list}before`);
  return useMemo(
    () => before
      ? { first: null, after: null, last: size, before }
      : { first: size, after, last: null, before: null },
    [after, before, size],
  );
}

interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

export function Pager(
  { info, total, exact = true, list = "" }:
  { info: PageInfo; total?: number; exact?: boolean; list?: string },
) {
  const say = useWords(words);
  const { number } = useFormat();
  const [, setParams] = useSearchParams();
  const go = useCallback(
    (name: "after" | "before", cursor: string | null) =>
      setParams((old) => {
        const next = new URLSearchParams(old);
        next.delete(`${list}after`);
        next.delete(`${list}before`);
        if (cursor) next.set(list + name, cursor);
        return next;
      }),
    [setParams, list],
  );
  return (
    <nav className="pager row between" aria-label={say("pages")}>
      <span className="quiet figures">
        {total !== undefined && say(exact ? "count" : "more", { n: number(total) })}
      </span>
      {(info.hasPreviousPage || info.hasNextPage) && (
        <span className="row">
          <Button
            icon={<LeftOutlined />} disabled={!info.hasPreviousPage}
            onClick={() => go("before", info.startCursor)}
          >
            {say("earlier")}
          </Button>
          <Button
            icon={<RightOutlined />} iconPlacement="end" disabled={!info.hasNextPage}
            onClick={() => go("after", info.endCursor)}
          >
            {say("later")}
          </Button>
        </span>
      )}
    </nav>
  );
}
