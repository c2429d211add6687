/** Where SNS keeps the certificates of a region, and how these name their owner. */
export interface SnsHome {
  readonly host: string;
  /** One of these is in the certificate. */
  readonly owners: readonly string[];
}

const domains: Readonly<Record<string, string>> = {
  aws: "amazonaws.com",
  "aws-us-gov": "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-eusc": "amazonaws.eu",
};

/**
 * The pinned host: of our own topic's region, whatever a message says.
 * @param topicArn ours
 * @throws Error where it is no topic's ARN, or of a partition whose SNS we do not know
 * @see AWS SDK for Java 2, `sns-message-manager`, for the names in the certificates: regions that are
 * opted into, China and GovCloud have their own
 */
export function snsHome(topicArn: string): SnsHome {
  const [, partition = "", region = ""] = /^arn:([\w-]+):sns:([\w-]+):\d+:./.exec(topicArn) ?? [];
  const domain = domains[partition];
  if (domain === undefined) throw new Error(`no topic whose certificates are known: ${topicArn}`);
  return {
    host: `sns.${region}.${domain}`,
    owners: [
      "sns.amazonaws.com",
      `sns-signing.${region}.${domain}`,
      `sns-${region}.${domain}`,
      ...(partition === "aws-us-gov" ? ["sns-us-gov-west-1.amazonaws.com"] : []),
    ],
  };
}

/** Whether a URL is of a certificate there: `https`, that host, no port, no way round. */
export function isCertificateOf({ host }: SnsHome, url: string): boolean {
  const start = `https://${host}/`;
  return (
    url.startsWith(start) && /^SimpleNotificationService-[\w-]+\.pem$/.test(url.slice(start.length))
  );
}
