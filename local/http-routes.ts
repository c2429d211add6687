import type { LocalRoute } from "./template/stack.ts";

export interface FoundRoute {
  readonly route: LocalRoute;
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

/**
 * The route that API Gateway would take: literal segments before parameters, those before a greedy
 * one, a named method before ANY, and `$default` last.
 */
export function findRoute(
  routes: readonly LocalRoute[],
  method: string,
  path: string,
): FoundRoute | null {
  const found = routes
    .filter(
      (route) => route.method === "ANY" || route.method === method || route.path === "$default",
    )
    .map((route) => ({ route, match: matchPath(route.path, path) }))
    .filter(({ match }) => match !== null)
    .sort((a, b) => rank(a.route) - rank(b.route) || b.route.path.length - a.route.path.length)[0];
  if (found === undefined) return null;
  const parameters = found.match ?? {};
  return {
    route: found.route,
    pathParameters: Object.keys(parameters).length === 0 ? null : parameters,
  };
}

function rank(route: LocalRoute): number {
  const byPath =
    route.path === "$default"
      ? 6
      : route.path.includes("+}")
        ? 4
        : route.path.includes("{")
          ? 2
          : 0;
  return byPath + (route.method === "ANY" ? 1 : 0);
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  if (pattern === "$default") return {};
  const wanted = pattern.split("/");
  const given = path.split("/");
  const parameters: Record<string, string> = {};
  for (const [i, segment] of wanted.entries()) {
    const [, greedy] = /^\{(.+)\+\}$/.exec(segment) ?? [];
    if (greedy !== undefined) {
      const rest = given.slice(i).join("/");
      if (rest === "") return null;
      return { ...parameters, [greedy]: decode(rest) };
    }
    const value = given[i];
    if (value === undefined) return null;
    const [, name] = /^\{(.+)\}$/.exec(segment) ?? [];
    if (name !== undefined && value !== "") parameters[name] = decode(value);
    else if (segment !== value) return null;
  }
  return given.length === wanted.length ? parameters : null;
}

/** A stray per cent sign is no reason to refuse a request. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
