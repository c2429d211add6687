import type { Notice } from "./stack.ts";

/** A synthesized template, as far as every reader of it agrees. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

export type Json = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly Properties?: Json;
  readonly Condition?: string;
}

export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/** Collects notices; the same one is kept once. */
export class Notices {
  readonly #all = new Map<string, Notice>();

  add(logicalId: string, message: string): void {
    this.#all.set(`${logicalId} ${message}`, { logicalId, message });
  }

  all(): readonly Notice[] {
    return [...this.#all.values()];
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
