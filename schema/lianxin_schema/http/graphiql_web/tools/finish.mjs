// Beside what was built: whose work it is, and each large file once more by gzip.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const WEB = join(import.meta.dirname, "..");
const DIST = join(WEB, "dist");

const { packages } = JSON.parse(readFileSync(join(WEB, "package-lock.json"), "utf8"));
const shipped = Object.entries(packages).filter(([path, one]) => path && !one.dev && !one.optional);
const notices = shipped.flatMap(([path, one]) => {
  const folder = join(WEB, path);
  if (!existsSync(folder)) return [];
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const text = name ? readFileSync(join(folder, name), "utf8").trim() : `Licence: ${one.license}`;
  return [`${path.split("node_modules/").pop()} ${one.version} (${one.license ?? "see below"})\n\n${text}\n`];
});
writeFileSync(join(DIST, "licences.txt"), notices.join(`\n${"-".repeat(80)}\n\n`));

for (const name of readdirSync(DIST)) {
  if (!/\.(js|css)$/.test(name)) continue;
  const content = readFileSync(join(DIST, name));
  const packed = gzipSync(content, { level: 9 });
  if (packed.length < content.length * 0.9) writeFileSync(join(DIST, `${name}.gz`), packed);
}
