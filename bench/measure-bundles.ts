import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { readAssembly } from "../local/template/assembly.ts";
import type { LocalFunction } from "../local/template/stack.ts";
import { median } from "./interleave.ts";

export interface BundleMeasure {
  readonly handler: string;
  readonly kilobytes: number;
  /** Beyond a bare Node's start: the time that loading adds. */
  readonly loadMs: number;
  readonly bareMs: number;
}

const rounds = 9;
const addresses = { gatewayUrl: "http://127.0.0.1:1", siteUrl: "http://127.0.0.1:2" };

/** Whole processes, bare Node and each bundle in turn, so that what disturbs one disturbs all. */
export async function measureBundles(assemblyDir: string): Promise<readonly BundleMeasure[]> {
  const { functions } = readAssembly(assemblyDir, addresses);
  const bare: number[] = [];
  const loads = new Map<LocalFunction, number[]>(functions.map((f) => [f, []]));
  for (let round = 0; round < rounds; round += 1) {
    bare.push(timeOf("", {}, "/"));
    for (const [definition, times] of loads) {
      const file = join(definition.assetDir, "index.js");
      times.push(
        timeOf(`require(${JSON.stringify(file)})`, definition.environment, definition.assetDir),
      );
    }
  }
  const bareMs = median(bare);
  return [...loads].map(([{ logicalId, assetDir }, times]) => ({
    handler: logicalId,
    kilobytes: Math.round(statSync(join(assetDir, "index.js")).size / 1024),
    loadMs: Math.round((median(times) - bareMs) * 10) / 10,
    bareMs: Math.round(bareMs * 10) / 10,
  }));
}

/** @throws Error with what a bundle said that cannot be loaded */
function timeOf(
  program: string,
  environment: Readonly<Record<string, string>>,
  root: string,
): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["-e", `${program};process.exit(0)`], {
    encoding: "utf8",
    env: {
      ...environment,
      NODE_OPTIONS: "",
      LAMBDA_TASK_ROOT: root,
      AWS_REGION: "us-east-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - startedAt;
}
