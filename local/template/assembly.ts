import { existsSync, readFileSync } from "node:fs";
import { join, resolve as resolvePath } from "node:path";
import { type Scope, holds, resolve } from "./intrinsics.ts";
import { type Attribute, apiId, attributesOf, region } from "./references.ts";
import { type Resolved, readResources } from "./resources.ts";
import type { Addresses, LocalStack } from "./stack.ts";
import {
  isObject,
  type Json,
  Notices,
  type Resource,
  type Template,
  TemplateError,
} from "./template.ts";

/**
 * Reads the synthesized stack from a cloud assembly.
 * @param folder `cdk.out`
 * @param addresses what the template's URLs become on this machine
 * @throws TemplateError naming file, resource and property
 */
export function readAssembly(folder: string, addresses: Addresses): LocalStack {
  const root = resolvePath(folder);
  const { name, templateFile } = findStack(root);
  const template = readJson(join(root, templateFile)) as Template;
  const assets = readAssets(root, templateFile);
  return readTemplate(template, name, addresses, (key) => assets.get(key) ?? null);
}

/**
 * Reads a stack from its template alone.
 * @param assetDir the folder of an asset by the key of its zip; null: not there
 */
export function readTemplate(
  template: Template,
  stackName: string,
  addresses: Addresses,
  assetDir: (objectKey: string) => string | null,
): LocalStack {
  const notices = new Notices();
  const attributes = new Map<string, Attribute>();
  const scope: Scope = {
    stackName,
    template,
    notices,
    attribute: (id, name) => attributes.get(id)?.(name),
  };
  const included = Object.entries(template.Resources ?? {}).filter(
    ([id, { Condition }]) => Condition === undefined || holds({ Condition }, scope, id),
  );
  for (const [id, resource] of included) {
    const own = (property: string): unknown =>
      resolve(resource.Properties?.[property], scope, `${id}.${property}`);
    attributes.set(id, attributesOf(id, resource, own, addresses));
  }
  const localize = siteAddress(included, template, scope, addresses);
  const resources = included.map(([id, { Type, Properties }]): Resolved => {
    const properties = localize(resolve(Properties ?? {}, scope, id)) as Json;
    const own = (name: string | null): string => attributes.get(id)?.(name) ?? id;
    return { logicalId: id, type: Type, properties, own };
  });
  const find = (type: string, reference: string): string | null => {
    const matches = ({ type: its, own }: Resolved): boolean =>
      its === type && [own(null), own("Arn"), own("StreamArn")].includes(reference);
    return resources.find(matches)?.logicalId ?? null;
  };
  const outputs = Object.entries(template.Outputs ?? {}).map(([id, { Value }]) => [
    id,
    String(localize(resolve(Value, scope, `Outputs.${id}`))),
  ]);
  return {
    name: stackName,
    ...readResources(resources, { find, assetDir }, notices),
    outputs: Object.fromEntries(outputs),
    notices: notices.all(),
  };
}

/**
 * The stack's own address occurs as API Gateway's (`https://ID.execute-api.…`) or as the owner's
 * domain, which its output BaseUrl tells; on this machine both are the local site.
 */
function siteAddress(
  resources: readonly (readonly [string, Resource])[],
  template: Template,
  scope: Scope,
  addresses: Addresses,
): (value: unknown) => unknown {
  const apis = resources
    .filter(([, { Type }]) => Type === "AWS::ApiGatewayV2::Api")
    .map(([id]) => `https://${apiId(id)}.execute-api.${region}.amazonaws.com`);
  const declared = resolve(template.Outputs?.["BaseUrl"]?.Value, scope, "Outputs.BaseUrl");
  const own = typeof declared === "string" && declared !== "" ? declared.replace(/\/$/, "") : null;
  const remote = [...apis, ...(own === null || apis.includes(own) ? [] : [own])];
  const localize = (value: unknown): unknown => {
    if (typeof value === "string") {
      return remote.reduce((text, url) => text.replaceAll(url, addresses.siteUrl), value);
    }
    if (Array.isArray(value)) return value.map(localize);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, localize(item)]));
  };
  return localize;
}

function findStack(root: string): { name: string; templateFile: string } {
  const manifest = join(root, "manifest.json");
  if (!existsSync(manifest)) {
    throw new TemplateError(`${root} holds no synthesized stack. Run: npm run synth`);
  }
  const stacks = Object.entries((readJson(manifest)["artifacts"] ?? {}) as Json).flatMap(
    ([name, artifact]) => {
      if (!isObject(artifact) || artifact["type"] !== "aws:cloudformation:stack") return [];
      const properties = artifact["properties"];
      return isObject(properties)
        ? [{ name, templateFile: String(properties["templateFile"]) }]
        : [];
    },
  );
  const [stack, ...more] = stacks;
  if (stack === undefined || more.length > 0) {
    const names = stacks.map(({ name }) => name).join(", ");
    throw new TemplateError(`${root} should hold one stack, but holds ${names || "none"}`);
  }
  return stack;
}

/** Asset zips' keys to the folders they are made of. */
function readAssets(root: string, templateFile: string): ReadonlyMap<string, string> {
  const file = join(root, templateFile.replace(/\.template\.json$/, ".assets.json"));
  const folders = new Map<string, string>();
  if (!existsSync(file)) return folders;
  for (const asset of Object.values((readJson(file)["files"] ?? {}) as Json)) {
    if (!isObject(asset) || !isObject(asset["source"])) continue;
    const path = resolvePath(root, String(asset["source"]["path"]));
    for (const destination of Object.values((asset["destinations"] ?? {}) as Json)) {
      if (isObject(destination)) folders.set(String(destination["objectKey"]), path);
    }
  }
  return folders;
}

function readJson(file: string): Json {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isObject(value)) throw new TemplateError(`${file} should hold a JSON object`);
  return value;
}
