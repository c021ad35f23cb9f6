// PostGraphile 5 (amber preset) over the product's tables and its own two functions.
import { createServer } from "node:http";
import { writeFileSync } from "node:fs";
import { printSchema } from "graphql";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const { DATABASE, SCHEMAS, POOL, PORT, VIEWER, PRINT_SDL } = process.env;
// With a viewer, each operation runs in a transaction with these settings, for row-level security.
const pgSettings = VIEWER ? JSON.parse(VIEWER) : undefined;

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({ connectionString: DATABASE, schemas: SCHEMAS.split(","), poolConfig: { max: Number(POOL) } }),
  ],
  schema: { defaultBehavior: "connection list" },
  grafast: { explain: false, ...(pgSettings ? { context: () => ({ pgSettings }) } : {}) },
  grafserv: { graphiql: false, watch: false, graphqlPath: "/graphql" },
});
if (PRINT_SDL) {
  writeFileSync(PRINT_SDL, printSchema(await pgl.getSchema()));
  process.exit(0);
}
const server = createServer();
await pgl.createServ(grafserv).addTo(server);
server.listen(Number(PORT), "127.0.0.1");
