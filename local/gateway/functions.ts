import type { Invoke } from "../invocation.ts";
import type { Log } from "../../lambda/runtime/log.ts";
import { jsonAnswer, jsonError, type ServiceAnswer } from "../services/service-answer.ts";
import { arnOf } from "../template/references.ts";
import type { LocalFunction, LocalStack } from "../template/stack.ts";
import type { AwsRequest } from "./request.ts";
import { type AwsService, common } from "./service.ts";

/** Lambda, of which only Invoke is played. */
export function functionService(stack: LocalStack, invoke: Invoke, log: Log): AwsService {
  const find = (request: AwsRequest): { name: string; found: LocalFunction | undefined } => {
    const encoded = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.path)?.[1] ?? "";
    const name = decodeURIComponent(encoded).split(":function:").at(-1)?.split(":")[0] ?? "";
    return { name, found: stack.functions.find((one) => one.name === name) };
  };
  return {
    needs: (request) => {
      const { name, found } = find(request);
      const resource = found?.arn ?? arnOf("lambda", `function:${name}`);
      return [{ action: "lambda:InvokeFunction", resource, context: common }];
    },
    answer: async (request) => {
      const { name, found } = find(request);
      if (found === undefined) {
        const message = `Function not found: ${arnOf("lambda", `function:${name}`)}`;
        return typed(404, "ResourceNotFoundException", message);
      }
      const event: unknown = JSON.parse(request.body.toString() || "{}");
      switch (request.headers["x-amz-invocation-type"] ?? "RequestResponse") {
        case "DryRun":
          return { status: 204, headers: {}, body: "" };
        case "Event":
          invoke(found.logicalId, event, "Event").catch((error: unknown) => {
            log.error("an event was lost", { function: found.logicalId }, error);
          });
          return { status: 202, headers: {}, body: "" };
        default: {
          const result = await invoke(found.logicalId, event, "RequestResponse");
          if (result.ok) return jsonAnswer(200, result.payload ?? null);
          const failed = jsonAnswer(200, result.error);
          const headers = { ...failed.headers, "x-amz-function-error": "Unhandled" };
          return { ...failed, headers };
        }
      }
    },
    refuse: (kind, message) =>
      kind === "denied"
        ? typed(403, "AccessDeniedException", message)
        : typed(400, "InvalidRequestContentException", message),
  };
}

/** Lambda names its errors in a header. */
function typed(status: number, code: string, message: string): ServiceAnswer {
  const answer = jsonError(code, message);
  return { ...answer, status, headers: { ...answer.headers, "x-amzn-errortype": code } };
}
