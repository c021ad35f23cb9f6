import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const SERVER = "http://127.0.0.1:8000";
const OURS = "^/([a-z][a-z0-9_-]*/(graphql|schema.graphql)|auth/|health/)";

const here = (path: string) => new URL(path, import.meta.url).pathname;

export default defineConfig({
  base: "/console/",
  plugins: [react()],
  resolve: {
    alias: {
      "@rjsf/validator-ajv8": here("./src/forms/validator.ts"),  // only rjsf's own tests use it
      "@": here("./src"),
    },
  },
  // site.py puts a new nonce in its place with every answer.
  html: { cspNonce: "NONCE" },
  build: {
    target: "chrome88",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
  },
  server: { proxy: { [OURS]: { target: SERVER, ws: true } } },
});
