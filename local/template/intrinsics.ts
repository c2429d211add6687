import { account, region } from "./references.ts";
import { isObject, type Json, type Notices, type Template, TemplateError } from "./template.ts";

/** What a template's functions are resolved against. */
export interface Scope {
  readonly stackName: string;
  readonly template: Template;
  readonly notices: Notices;
  /** Ref (null) or Fn::GetAtt of a resource; undefined: local mode has no such attribute. */
  attribute(logicalId: string, name: string | null): string | undefined;
}

/** In place of a property that AWS::NoValue removed. */
const noValue = Symbol("AWS::NoValue");

/**
 * Resolves every intrinsic function within a value.
 * @param at where the value stands (`Resources.Poll.Environment`), for messages
 * @throws TemplateError for a function that is unknown or written wrongly
 */
export function resolve(value: unknown, scope: Scope, at: string): unknown {
  const result = resolveAny(value, scope, at);
  return result === noValue ? undefined : result;
}

function resolveAny(value: unknown, scope: Scope, at: string): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item: unknown, i) => resolveAny(item, scope, `${at}[${i}]`))
      .filter((item) => item !== noValue);
  }
  if (!isObject(value)) return value;
  const [name] = Object.keys(value);
  if (name !== undefined && Object.keys(value).length === 1 && isIntrinsic(name)) {
    return apply(name, value[name], scope, at);
  }
  const entries = Object.entries(value)
    .map(([key, item]) => [key, resolveAny(item, scope, `${at}.${key}`)] as const)
    .filter(([, item]) => item !== noValue);
  return Object.fromEntries(entries);
}

function isIntrinsic(name: string): boolean {
  return name === "Ref" || name === "Condition" || name.startsWith("Fn::");
}

function apply(name: string, argument: unknown, scope: Scope, at: string): unknown {
  const wrong = (): never => {
    throw new TemplateError(`${at}: ${name} is written wrongly: ${JSON.stringify(argument)}`);
  };
  const list = (): readonly unknown[] => {
    const resolved = name === "Fn::If" ? argument : resolveAny(argument, scope, at);
    return Array.isArray(resolved) ? resolved : wrong();
  };
  switch (name) {
    case "Ref":
      return typeof argument === "string" ? reference(argument, scope, at) : wrong();
    case "Fn::GetAtt": {
      const parts = typeof argument === "string" ? argument.split(".") : list().map(String);
      const [logicalId, ...attribute] = parts;
      return logicalId === undefined
        ? wrong()
        : attributeOf(logicalId, attribute.join("."), scope, at);
    }
    case "Fn::Join": {
      const [separator, parts] = list();
      return Array.isArray(parts) ? parts.map(String).join(String(separator)) : wrong();
    }
    case "Fn::Sub":
      return substitute(argument, scope, at) ?? wrong();
    case "Fn::Select": {
      const [index, items] = list();
      const item: unknown = Array.isArray(items) ? items[Number(index)] : undefined;
      return item === undefined ? wrong() : item;
    }
    case "Fn::Split": {
      const [separator, text] = list();
      return typeof text === "string" ? text.split(String(separator)) : wrong();
    }
    case "Fn::If": {
      const [condition, yes, no] = list();
      return resolveAny(holds({ Condition: condition }, scope, at) ? yes : no, scope, at);
    }
    case "Fn::FindInMap": {
      const [map, first, second] = list().map(String);
      const found = scope.template.Mappings?.[map ?? ""]?.[first ?? ""]?.[second ?? ""];
      return found === undefined ? wrong() : found;
    }
    case "Fn::Base64":
      return Buffer.from(String(resolveAny(argument, scope, at))).toString("base64");
    default:
      throw new TemplateError(`${at}: local mode does not know ${name}`);
  }
}

/** Whether a condition holds: `{Condition: name}` or one of the condition functions. */
export function holds(condition: unknown, scope: Scope, at: string): boolean {
  if (!isObject(condition)) throw new TemplateError(`${at}: not a condition`);
  const name = Object.keys(condition)[0] ?? "";
  const argument = condition[name];
  const operands = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
  switch (name) {
    case "Condition": {
      const named = scope.template.Conditions?.[String(argument)];
      if (named === undefined) throw new TemplateError(`${at}: no condition ${String(argument)}`);
      return holds(named, scope, `Conditions.${String(argument)}`);
    }
    case "Fn::Equals": {
      const [left, right] = operands.map((operand) => resolve(operand, scope, at));
      return JSON.stringify(left) === JSON.stringify(right);
    }
    case "Fn::And":
      return operands.every((operand) => holds(operand, scope, at));
    case "Fn::Or":
      return operands.some((operand) => holds(operand, scope, at));
    case "Fn::Not":
      return !holds(operands[0], scope, at);
    default:
      throw new TemplateError(`${at}: local mode does not know the condition ${name}`);
  }
}

function reference(name: string, scope: Scope, at: string): unknown {
  switch (name) {
    case "AWS::Region":
      return region;
    case "AWS::AccountId":
      return account;
    case "AWS::Partition":
      return "aws";
    case "AWS::URLSuffix":
      return "amazonaws.com";
    case "AWS::StackName":
      return scope.stackName;
    case "AWS::StackId":
      return `arn:aws:cloudformation:${region}:${account}:stack/${scope.stackName}/local`;
    case "AWS::NoValue":
      return noValue;
    default: {
      const parameter = scope.template.Parameters?.[name];
      return parameter === undefined ? attributeOf(name, null, scope, at) : parameter.Default;
    }
  }
}

function attributeOf(
  logicalId: string,
  attribute: string | null,
  scope: Scope,
  at: string,
): string {
  const value = scope.attribute(logicalId, attribute);
  if (value !== undefined) return value;
  const type = scope.template.Resources?.[logicalId]?.Type;
  if (type === undefined) throw new TemplateError(`${at}: there is no resource ${logicalId}`);
  const asked = attribute === null ? "its reference" : attribute;
  scope.notices.add(
    logicalId,
    `local mode does not know ${asked} of ${type}, which ${at} uses; it stands as "unknown"`,
  );
  return `unknown:${logicalId}${attribute === null ? "" : `.${attribute}`}`;
}

/** `${Resource}`, `${Resource.Attribute}`, `${AWS::Region}`, `${Own}`; `${!Literal}` stays `${Literal}`. */
function substitute(argument: unknown, scope: Scope, at: string): string | null {
  const [text, given] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument];
  if (typeof text !== "string") return null;
  const own = (resolve(given ?? {}, scope, at) ?? {}) as Json;
  return text.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    if (own[name] !== undefined) return String(own[name]);
    const [logicalId, ...attribute] = name.split(".");
    return attribute.length === 0 || logicalId === undefined
      ? String(reference(name, scope, at))
      : attributeOf(logicalId, attribute.join("."), scope, at);
  });
}
