// Runs well-known GraphQL clients against a Lianxin server.
//   LIANXIN_URL=http://127.0.0.1:8000/zoucheng node run.mjs [audits relay codegen …]
import { audits } from "./checks/audits.mjs";
import { apollo } from "./checks/apollo.mjs";
import { codegen } from "./checks/codegen.mjs";
import { events } from "./checks/events.mjs";
import { relay } from "./checks/relay.mjs";
import { socket } from "./checks/socket.mjs";
import { urql } from "./checks/urql.mjs";

const checks = { audits, relay, codegen, urql, apollo, "graphql-ws": socket, "graphql-sse": events };
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(checks);

let failed = 0;
for (const name of chosen) {
  try {
    console.log(`ok    ${name}: ${await checks[name]()}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}: ${error.stack ?? error}`);
  }
}
console.log(`${chosen.length - failed} of ${chosen.length} clients work`);
process.exit(failed ? 1 : 0);
