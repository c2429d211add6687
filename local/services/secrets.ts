import type { StateDirectory } from "../state.ts";
import type { LocalSecret } from "../template/stack.ts";
import type { ServiceAnswer } from "./queues.ts";

export interface Secrets {
  /** One Secrets Manager call (AWS JSON protocol). */
  call(action: string, body: Readonly<Record<string, unknown>>): Promise<ServiceAnswer>;
}

/** Secrets are generated once per state folder, as the template's rules say. */
export async function openSecrets(_: {
  secrets: readonly LocalSecret[];
  state: StateDirectory;
}): Promise<Secrets> {
  throw new Error("not yet written");
}
