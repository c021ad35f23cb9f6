import { Empty } from "antd";
import type { ReactNode } from "react";
import "./table.css";

export interface Column<R> {
  name: string;
  show: (row: R) => ReactNode;
  figures?: boolean;
}

/** Rows under named columns; on a narrow window each row is a list of its own. */
export function Table<R>(
  { label, columns, rows, keyOf, empty }:
  {
    label: string; columns: readonly Column<R>[]; rows: readonly R[];
    keyOf: (row: R, index: number) => string | number; empty: string;
  },
) {
  if (!rows.length) return <Empty className="table-empty" image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  return (
    <table className="table" aria-label={label}>
      <thead>
        <tr>{columns.map(({ name, figures }) => (
          <th key={name} scope="col" className={figures ? "right" : undefined}>{name}</th>
        ))}</tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)}>
            {columns.map(({ name, show, figures }) => (
              <td key={name} data-name={name} className={figures ? "figures right" : undefined}>
                <div>{show(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
