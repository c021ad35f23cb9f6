// graphql-http's audits of GraphQL over HTTP.
import { serverAudits } from "graphql-http";
import { urls } from "../server.mjs";

export async function audits() {
  const results = [];
  for (const audit of serverAudits({ url: urls.graphql })) results.push(await audit.fn());
  const bad = results.filter((result) => result.status !== "ok");
  for (const result of bad) console.log(`  ${result.status} ${result.id} ${result.name}: ${result.reason}`);
  const sum = `${results.length - bad.length}/${results.length} audits`;
  if (bad.length) throw new Error(sum);
  return sum;
}
