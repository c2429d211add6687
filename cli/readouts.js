#!/usr/bin/env node
// The package's `readouts` command: TypeScript sources, run by tsx.
import { tsImport } from "tsx/esm/api";

await tsImport("./main.ts", import.meta.url);
