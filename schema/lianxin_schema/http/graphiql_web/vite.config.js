import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { translated } from "./tools/translated.mjs";

// All files lie side by side at /{locality}/graphiql/…, the page itself at /{locality}/graphiql.
const names = { hashCharacters: "hex", assetFileNames: "[name]-[hash][extname]" };
const scripts = { entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js" };

export default defineConfig({
  plugins: [translated(), react()],
  // The server puts a new nonce in its place with every answer.
  html: { cspNonce: "NONCE" },
  experimental: {
    renderBuiltUrl: (file, { hostType }) => (hostType === "html" ? `graphiql/${file}` : { relative: true }),
  },
  build: {
    assetsDir: "",
    target: "chrome100",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    reportCompressedSize: false,
    rolldownOptions: {
      output: { ...names, ...scripts },
      // "use no memo" is for a compiler that does not run here.
      checks: { moduleLevelDirective: false },
    },
  },
  worker: { format: "es", rolldownOptions: { output: { ...names, ...scripts } } },
});
