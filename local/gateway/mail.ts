import type { Call } from "../policy.ts";
import { identitiesOf, type MailService } from "../services/mail.ts";
import { xmlError } from "../services/service-answer.ts";
import { bareAddress, identityArn } from "../services/ses-events.ts";
import { arnOf } from "../template/references.ts";
import type { LocalStack } from "../template/stack.ts";
import { formOf } from "./request.ts";
import { type AwsService, common, everything } from "./service.ts";
import { suppressedAnswer, suppressedOf } from "./suppressed-destinations.ts";

/**
 * SES (version 1, which alone takes our own headers; of version 2 the suppression list). A send needs the right on the identity that
 * vouches for the sender, and on the configuration set.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
 */
export function mailService(stack: LocalStack, mail: MailService): AwsService {
  return {
    needs: (request): readonly Call[] => {
      const suppressed = suppressedOf(request);
      if (suppressed !== null) {
        return [{ action: `ses:${suppressed.action}`, resource: everything, context: common }];
      }
      const form = formOf(request);
      const action = `ses:${form.get("Action")}`;
      if (action !== "ses:SendRawEmail") return [{ action, resource: everything, context: common }];
      const sender = bareAddress(form.get("Source") ?? "");
      const vouching = identitiesOf(sender).find((one) => stack.mail.identities.includes(one));
      const set = form.get("ConfigurationSetName");
      const recipients = [...form].filter(([name]) => name.startsWith("Destinations.member."));
      const context = {
        ...common,
        "ses:FromAddress": [sender],
        "ses:Recipients": recipients.map(([, address]) => address),
      };
      const resources = [
        identityArn(vouching ?? sender),
        ...(set === null ? [] : [arnOf("ses", `configuration-set/${set}`)]),
      ];
      return resources.map((resource) => ({
        action,
        resource,
        context,
      }));
    },
    answer: async (request) => {
      const suppressed = suppressedOf(request);
      return suppressed === null
        ? await mail.call(formOf(request))
        : suppressedAnswer(suppressed, mail.suppressionList);
    },
    refuse: (kind, message) =>
      kind === "denied"
        ? xmlError(403, "AccessDenied", message)
        : xmlError(400, "InvalidParameterValue", message),
  };
}
