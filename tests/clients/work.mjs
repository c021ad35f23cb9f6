// Folders and programs that a check needs; all it writes is under var/, which git ignores.
import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const run = promisify(execFile);

/** An empty folder with these files in it; returns its path. */
export async function folder(name, files) {
  const path = join(here, "var", name);
  await rm(path, { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), text);
  }
  return path;
}

/** Runs a program of node_modules; what it says is the error's message if it fails. */
export async function tool(name, args, cwd) {
  try {
    const { stdout } = await run(join(here, "node_modules/.bin", name), args, { cwd });
    return stdout;
  } catch (error) {
    throw new Error(`${name}: ${error.stdout}${error.stderr}`);
  }
}

/** Rejects if the promise takes longer. */
export function within(seconds, what, promise) {
  const timer = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`${what}: nothing for ${seconds} s`)), seconds * 1000).unref();
  });
  return Promise.race([promise, timer]);
}
