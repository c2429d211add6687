/**
 * A function's environment, declared once and used on both sides: the stack fills it, the handler
 * reads it, so that a misspelt name does not compile.
 */
export interface Variable<T> {
  // Methods, not fields: a declaration holds variables of any T, which only methods' types allow.
  parse(raw: string | undefined, name: string): T;
  print(value: T): string;
}

type Declaration = Readonly<Record<string, Variable<unknown>>>;
export type Values<D extends Declaration> = {
  readonly [K in keyof D]: D[K] extends Variable<infer T> ? T : never;
};

export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** A text that must be there. */
export const text: Variable<string> = {
  parse: (raw, name) => {
    if (raw === undefined || raw === "") throw new EnvironmentError(`${name} is not set`);
    return raw;
  },
  print: (value) => value,
};

/** A text that may be missing: then it is null. */
export const optionalText: Variable<string | null> = {
  parse: (raw) => (raw === undefined || raw === "" ? null : raw),
  print: (value) => value ?? "",
};

/** A whole number of at least 0; its unit stands in the variable's name. */
export const whole: Variable<number> = {
  parse: (raw, name) => {
    if (raw === undefined || !/^\d+$/.test(raw)) {
      throw new EnvironmentError(`${name} must be a whole number, but is ${raw ?? "not set"}`);
    }
    return Number(raw);
  },
  print: String,
};

/** Names separated by commas; empty means none. */
export const list: Variable<readonly string[]> = {
  parse: (raw) => (raw === undefined || raw === "" ? [] : raw.split(",")),
  print: (value) => value.join(","),
};

/** Declares an environment; the identity, but for the type. */
export function environment<D extends Declaration>(declaration: D): D {
  return declaration;
}

/** The stack's side: values to the texts a Lambda function's environment holds. */
export function fill<D extends Declaration>(
  declaration: D,
  values: Values<D>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(declaration).map(([name, variable]) => [
      name,
      variable.print(values[name as keyof D]),
    ]),
  );
}

/**
 * The handler's side.
 * @param raw the process's environment
 * @throws EnvironmentError naming the variable that is missing or wrong
 */
export function readEnvironment<D extends Declaration>(
  declaration: D,
  raw: Readonly<Record<string, string | undefined>>,
): Values<D> {
  return Object.fromEntries(
    Object.entries(declaration).map(([name, variable]) => [name, variable.parse(raw[name], name)]),
  ) as Values<D>; // the entries are exactly the declaration's, which Object.fromEntries forgets
}

/** What this process was started with: the one place where it is reached for. */
export const processEnvironment: Readonly<Record<string, string | undefined>> = process.env;
