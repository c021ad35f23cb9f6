import { useId, type ReactNode } from "react";

/** A box of content with a heading. `bare`: what is inside reaches the edges (tables). */
export function Panel(
  { title, extra, bare, children, className = "" }:
  { title?: ReactNode; extra?: ReactNode; bare?: boolean; children: ReactNode; className?: string },
) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={title ? id : undefined}>
      {title && <header><h2 id={id}>{title}</h2>{extra}</header>}
      <div className={bare ? "inside bare" : "inside"}>{children}</div>
    </section>
  );
}
