// The schema's documentation, from introspection; one type at a time, or what a search finds.
import { say } from "./words.js";

const TYPE = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
const INPUT = `name description defaultValue type { ${TYPE} }`;
export const INTROSPECTION = `query Docs { __schema {
  queryType { name } mutationType { name } subscriptionType { name }
  types {
    kind name description
    fields(includeDeprecated: true) {
      name description isDeprecated deprecationReason args { ${INPUT} } type { ${TYPE} }
    }
    inputFields { ${INPUT} }
    enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
    possibleTypes { name }
  }
} }`;

const MOST_FOUND = 60;

export class Docs {
  constructor(body, path, search) {
    this.body = body;
    this.path = path;
    this.search = search;
    this.trail = [];
    search.addEventListener("input", () => this.draw());
  }

  /** `schema` is what the introspection query returned as `__schema`. */
  load(schema) {
    this.types = new Map(schema.types.map((type) => [type.name, type]));
    this.roots = [schema.queryType, schema.mutationType, schema.subscriptionType]
      .filter(Boolean)
      .map((root) => root.name);
    this.draw();
  }

  go(name) {
    this.search.value = "";
    const known = this.trail.indexOf(name);
    this.trail = known >= 0 ? this.trail.slice(0, known + 1) : [...this.trail, name];
    this.draw();
    this.body.scrollTop = 0;
  }

  draw() {
    if (!this.types) return;
    const wanted = this.search.value.trim().toLowerCase();
    this.path.replaceChildren(...this.crumbs());
    if (wanted) this.body.replaceChildren(...this.found(wanted));
    else if (this.trail.length) this.body.replaceChildren(...this.type(this.trail.at(-1)));
    else this.body.replaceChildren(...this.roots.map((name) => block("p", this.link(name))));
  }

  crumbs() {
    const start = this.button(say("start"), () => {
      this.trail = [];
      this.search.value = "";
      this.draw();
    });
    return [start, ...this.trail.flatMap((name) => [" / ", this.link(name)])];
  }

  found(wanted) {
    const names = [...this.types.keys()].filter((name) => name.toLowerCase().includes(wanted));
    const fields = [...this.types.values()].flatMap((type) =>
      (type.fields ?? type.inputFields ?? [])
        .filter((field) => field.name.toLowerCase().includes(wanted) && !type.name.startsWith("__"))
        .map((field) => ({ type, field })),
    );
    const lines = [
      ...names.map((name) => block("p", this.link(name))),
      ...fields.map(({ type, field }) => block("p", this.link(type.name), `.${field.name}`)),
    ];
    return lines.length ? lines.slice(0, MOST_FOUND) : [block("p", say("nothing"))];
  }

  type(name) {
    const type = this.types.get(name);
    const parts = [block("h3", name)];
    if (type.description) parts.push(block("p", type.description));
    if (type.possibleTypes?.length) {
      const links = type.possibleTypes.flatMap((one) => [this.link(one.name), " "]);
      parts.push(block("p", `${say("oneOf")}: `, ...links));
    }
    const list = document.createElement("dl");
    for (const member of type.fields ?? type.inputFields ?? type.enumValues ?? []) {
      list.append(...this.member(member));
    }
    return [...parts, list];
  }

  member(member) {
    const head = block("dt", member.name);
    if (member.isDeprecated) head.classList.add("deprecated");
    if (member.args?.length) {
      head.append("(", ...member.args.flatMap((arg, n) => [n ? ", " : "", ...this.argument(arg)]), ")");
    }
    if (member.type) head.append(": ", ...this.typed(member.type));
    if (member.defaultValue) head.append(` = ${member.defaultValue}`);
    const notes = [member.description, member.isDeprecated && say("deprecated") + member.deprecationReason];
    return [head, ...notes.filter(Boolean).map((note) => block("dd", note))];
  }

  argument(arg) {
    return [`${arg.name}: `, ...this.typed(arg.type), arg.defaultValue ? ` = ${arg.defaultValue}` : ""];
  }

  /** `[Case!]!` with the name as a link. */
  typed(type) {
    if (type.kind === "NON_NULL") return [...this.typed(type.ofType), "!"];
    if (type.kind === "LIST") return ["[", ...this.typed(type.ofType), "]"];
    return [this.link(type.name)];
  }

  link(name) {
    return this.button(name, () => this.go(name));
  }

  button(text, click) {
    const button = block("button", text);
    button.type = "button";
    button.className = "link";
    button.addEventListener("click", click);
    return button;
  }
}

/** Only text is ever inserted: descriptions cannot bring elements of their own. */
function block(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}
