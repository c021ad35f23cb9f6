import mermaid from "mermaid";
import { FONT, INK } from "@/app/theme";

mermaid.initialize({
  startOnLoad: false,
  // Cleaning would parse the drawing in this page; as an image it can do nothing anyway.
  securityLevel: "loose",
  theme: "base",
  fontFamily: FONT,
  htmlLabels: false,
  flowchart: { htmlLabels: false },
  themeVariables: {
    primaryColor: "#e8f0f6", primaryBorderColor: INK.primary, primaryTextColor: "#1d2530",
    lineColor: INK.quiet, fontSize: "14px",
  },
});

let number = 0;
let before: Promise<unknown> = Promise.resolve();

/** One at a time, since styles are let through while one is drawn. The picture is an image of its
 * own: what stands in an image is no part of the page and needs no leave for its styles. */
export function draw(text: string): Promise<string> {
  const drawn = before.then(() => withStyles(async () => {
    const { svg } = await mermaid.render(`diagram-${++number}`, text);
    return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sized(svg))}`;
  }));
  before = drawn.catch(() => undefined);
  return drawn;
}

/** As wide as it was drawn: an image without a width would fill its place. As text: a parser would
 * try to apply its styles. */
function sized(svg: string): string {
  const [, width = "", height = ""] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg) ?? [];
  const given = / (?:width|height|style)="[^"]*"/g;
  return svg.replace(/<svg[^>]*>/, (root) =>
    root.replace(given, "").replace(/^<svg/, `<svg width="${width}" height="${height}"`));
}

/** `style` attributes are not let in by the page's policy, the same through `style` objects is. */
async function withStyles<T>(work: () => Promise<T>): Promise<T> {
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function (this: Element, name: string, value: string) {
    if (name === "style" && "style" in this) (this as SVGElement).style.cssText = value;
    else setAttribute.call(this, name, value);
  };
  try {
    return await work();
  } finally {
    Element.prototype.setAttribute = setAttribute;
  }
}
