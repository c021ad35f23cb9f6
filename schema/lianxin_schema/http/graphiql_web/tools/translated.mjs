// GraphiQL speaks English only: while it is bundled, each phrase of its own becomes a look-up.
import { PHRASES } from "../src/phrases.js";

const OURS = /node_modules\/(graphiql|@graphiql\/[\w-]+)\/dist\/.+\.js$/;
const LOOK_UP = new URL("../src/words.js", import.meta.url).pathname;
const LINK = /"https:\/\/code\.visualstudio\.com[^"]*"/g;

// Parts of texts that are put together.
const PARTS = [
  ["} query (${", '}${__say(" query")} (${'],
  ["} editor tools`", '}${__say(" editor tools")}`'],
];

export function translated() {
  const missing = new Set(Object.keys(PHRASES));
  return {
    name: "translated",
    enforce: "pre",
    transform(code, id) {
      if (!OURS.test(id)) return null;
      let found = code.replace(LINK, '"#"');
      for (const [text, lookUp] of PARTS) found = found.replaceAll(text, lookUp);
      for (const phrase of Object.keys(PHRASES)) {
        const literal = `"${phrase}"`;
        if (!found.includes(literal)) continue;
        missing.delete(phrase);
        found = found
          .replaceAll(`\n  ${literal}: `, `\n  [__say(${literal})]: `)
          .replaceAll(literal, (all, at) => (found[at - 1] === "(" && found.slice(at - 6, at) === "__say(" ? all : `__say(${literal})`));
      }
      return found === code ? null : { code: `import { phrase as __say } from ${JSON.stringify(LOOK_UP)};\n${found}`, map: null };
    },
    buildEnd(error) {
      if (!error && missing.size) this.error(`GraphiQL does not say any more: ${[...missing].join(" | ")}`);
    },
  };
}
