import { Agent, request } from "node:http";
import { quantile } from "../interleave.ts";

export interface Asked {
  readonly url: string;
  /** @default "GET" */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the n-th request. */
  readonly body?: (n: number) => string;
  /** What a good answer has. @default any from 200 to 399 */
  readonly status?: number;
}

export interface Loaded {
  readonly perSecond: number;
  /** Until the first byte of the answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The same with nobody else asking, as a median. */
  readonly aloneMs: number;
  readonly failed: number;
}

const alone = 15;

/** Asks so many times, so many at once: whoever is answered asks again. */
export async function load(
  asked: Asked,
  { concurrent, requests }: { readonly concurrent: number; readonly requests: number },
): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrent });
  try {
    let next = 0;
    const single: number[] = [];
    for (; next < alone; next += 1) single.push((await ask(asked, next, agent)).ms);
    const times: number[] = [];
    let failed = 0;
    const last = next + requests;
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: concurrent }, async () => {
        while (next < last) {
          next += 1;
          const { ms, isGood } = await ask(asked, next, agent);
          times.push(ms);
          if (!isGood) failed += 1;
        }
      }),
    );
    return {
      perSecond: (1000 * requests) / (performance.now() - begun),
      p50Ms: quantile(times, 0.5),
      p99Ms: quantile(times, 0.99),
      aloneMs: quantile(single, 0.5),
      failed,
    };
  } finally {
    agent.destroy();
  }
}

async function ask(
  { url, method = "GET", headers = {}, body, status }: Asked,
  n: number,
  agent: Agent,
): Promise<{ readonly ms: number; readonly isGood: boolean }> {
  return await new Promise((resolve, reject) => {
    const begun = performance.now();
    const sent = request(url, { agent, method, headers }, (response) => {
      const ms = performance.now() - begun;
      const { statusCode = 0 } = response;
      const isGood =
        status === undefined ? statusCode >= 200 && statusCode < 400 : statusCode === status;
      response
        .on("end", () => {
          resolve({ ms, isGood });
        })
        .on("error", reject)
        .resume();
    });
    sent.on("error", reject);
    sent.end(body?.(n));
  });
}
