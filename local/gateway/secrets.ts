import { jsonError } from "../services/service-answer.ts";
import type { Secrets } from "../services/secrets.ts";
import type { LocalStack } from "../template/stack.ts";
import { jsonOf, targetOf } from "./request.ts";
import { type AwsService, common, everything } from "./service.ts";

/** Secrets Manager. A secret may be named by its name or its ARN; policies know the ARN. */
export function secretService(stack: LocalStack, secrets: Secrets): AwsService {
  return {
    needs: (request) => {
      const id = jsonOf(request)["SecretId"];
      const found = stack.secrets.find(({ name, arn }) => id === name || id === arn);
      const resource = found?.arn ?? (typeof id === "string" ? id : everything);
      return [{ action: `secretsmanager:${targetOf(request)}`, resource, context: common }];
    },
    answer: async (request) => await secrets.call(targetOf(request), jsonOf(request)),
    refuse: (kind, message) =>
      jsonError(kind === "denied" ? "AccessDeniedException" : "InvalidRequestException", message),
  };
}
