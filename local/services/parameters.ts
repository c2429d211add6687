import { readFile, rename, writeFile } from "node:fs/promises";
import * as v from "valibot";
import type { StateDirectory } from "../state.ts";
import { type Body, jsonAnswer, jsonError, type ServiceAnswer } from "./service-answer.ts";

export interface Parameters {
  /** One call of Systems Manager's Parameter Store (AWS JSON protocol). */
  call(action: string, body: Body): Promise<ServiceAnswer>;
}

/** By name its versions, the oldest first. */
const stored = v.record(v.string(), v.array(v.object({ value: v.string(), setAt: v.string() })));
type Stored = v.InferOutput<typeof stored>;

/** SecureStrings as somebody puts them, kept in the state folder: readable by its owner alone, and not encrypted. */
export async function openParameters(state: StateDirectory): Promise<Parameters> {
  const file = state.file("parameters.json");
  const all: Stored = await readStored(file);
  const save = async (): Promise<void> => {
    await writeFile(`${file}.new`, JSON.stringify(all, null, 2), { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  return {
    call: async (action, body) => {
      const name = String(body["Name"] ?? "");
      if (action === "GetParameter") return get(all, name, body["WithDecryption"] === true);
      if (action !== "PutParameter") {
        return jsonError("InvalidAction", `local mode does not know ${action} of Systems Manager`);
      }
      if (body["Type"] !== "SecureString" || String(body["Value"] ?? "") === "") {
        return jsonError(
          "ValidationException",
          "local mode keeps SecureStrings alone, with a value",
        );
      }
      const versions = all[name] ?? [];
      if (versions.length > 0 && body["Overwrite"] !== true) {
        return jsonError("ParameterAlreadyExists", "The parameter already exists.");
      }
      const setAt = new Date().toISOString();
      all[name] = [...versions, { value: String(body["Value"] ?? ""), setAt }];
      await save();
      return jsonAnswer(200, { Version: versions.length + 1, Tier: "Standard" });
    },
  };
}

/**
 * @param selector `/name`, or `/name:version`
 * @param isDecrypted otherwise the answer is something else than the value, as AWS's is
 */
function get(all: Stored, selector: string, isDecrypted: boolean): ServiceAnswer {
  const [name = "", number] = selector.split(":");
  const versions = all[name];
  if (versions === undefined) {
    return jsonError("ParameterNotFound", `There is no parameter ${name}.`);
  }
  const version = number === undefined ? versions.length : Number(number);
  const found = versions[version - 1];
  if (found === undefined) {
    return jsonError("ParameterVersionNotFound", `${name} has no version ${number}.`);
  }
  return jsonAnswer(200, {
    Parameter: {
      Name: name,
      Type: "SecureString",
      Value: isDecrypted ? found.value : `encrypted ${found.setAt}`,
      Version: version,
      LastModifiedDate: Date.parse(found.setAt) / 1000,
    },
  });
}

async function readStored(file: string): Promise<Stored> {
  try {
    return v.parse(stored, JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Error(`${file} cannot be read`, { cause: error });
  }
}
