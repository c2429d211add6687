import { isObject, type Json, type Notices, TemplateError } from "./template.ts";

/**
 * The resolved properties of one resource, read by name. What nobody asked for is noticed at the
 * end: a property that local mode does not know may be one that a handler depends on.
 */
export class Fields {
  readonly where: string;
  readonly #values: Json;
  readonly #asked = new Set<string>();

  constructor(where: string, values: Json) {
    this.where = where;
    this.#values = values;
  }

  raw(name: string): unknown {
    this.#asked.add(name);
    return this.#values[name];
  }

  text<F extends string | null>(name: string, fallback: F): string | F {
    const value = this.raw(name);
    if (value === undefined) return fallback;
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return this.#wrong(name, "a text", value);
  }

  needText(name: string): string {
    return this.text(name, null) ?? this.#wrong(name, "a text", undefined);
  }

  number<F extends number | null>(name: string, fallback: F): number | F {
    const value = this.raw(name);
    if (value === undefined) return fallback;
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number)
      ? number
      : this.#wrong(name, "a number", value);
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.raw(name);
    if (value === undefined) return fallback;
    if (value === true || value === "true") return true;
    if (value === false || value === "false") return false;
    return this.#wrong(name, "true or false", value);
  }

  texts(name: string): readonly string[] {
    const value = this.raw(name);
    if (value === undefined) return [];
    return (Array.isArray(value) ? value : [value]).map(String);
  }

  /** A nested object; empty if it is not there. */
  object(name: string): Fields {
    const value = this.raw(name);
    if (value === undefined) return new Fields(`${this.where}.${name}`, {});
    return isObject(value)
      ? new Fields(`${this.where}.${name}`, value)
      : this.#wrong(name, "an object", value);
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  objects(name: string): readonly Fields[] {
    const value = this.raw(name) ?? [];
    if (!Array.isArray(value)) return this.#wrong(name, "a list", value);
    return value.map((element: unknown, i) =>
      isObject(element)
        ? new Fields(`${this.where}.${name}[${i}]`, element)
        : this.#wrong(`${name}[${i}]`, "an object", element),
    );
  }

  /** Says that these are known to make no difference on one machine. */
  ignore(...names: readonly string[]): this {
    for (const name of names) this.#asked.add(name);
    return this;
  }

  /** Reports what nobody asked for. */
  finish(logicalId: string, notices: Notices): void {
    for (const name of Object.keys(this.#values)) {
      if (this.#asked.has(name)) continue;
      notices.add(logicalId, `local mode does not know ${this.where}.${name} and leaves it out`);
    }
  }

  #wrong(name: string, expected: string, value: unknown): never {
    const found = value === undefined ? "is not there" : `is ${JSON.stringify(value)}`;
    throw new TemplateError(`${this.where}.${name} should be ${expected}, but ${found}`);
  }
}
