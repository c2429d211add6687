import { jsonError } from "../services/service-answer.ts";
import type { Parameters } from "../services/parameters.ts";
import { arnOf } from "../template/references.ts";
import { jsonOf, targetOf } from "./request.ts";
import { type AwsService, common } from "./service.ts";

/** Systems Manager's Parameter Store. Policies know a parameter, not its versions. */
export function parameterService(parameters: Parameters): AwsService {
  return {
    needs: (request) => {
      const body = jsonOf(request);
      const [name = ""] = String(body["Name"] ?? "").split(":");
      const action = targetOf(request);
      const writing = { "ssm:Overwrite": [String(body["Overwrite"] ?? false)] };
      return [
        {
          action: `ssm:${action}`,
          resource: arnOf("ssm", `parameter/${name.replace(/^\//, "")}`),
          context: { ...common, ...(action === "PutParameter" ? writing : {}) },
        },
      ];
    },
    answer: async (request) => await parameters.call(targetOf(request), jsonOf(request)),
    refuse: (kind, message) =>
      jsonError(kind === "denied" ? "AccessDeniedException" : "ValidationException", message),
  };
}
