import { Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { allow } from "./grants.ts";
import type { ReadoutsFunction } from "./readouts-function.ts";

export interface MailProps {
  /** The address that mails come from. */
  readonly sender: string;
  /** The name before it; empty: none. */
  readonly senderName: string;
  /** What SES must know to be the sender's: the whole domain, or the one address. */
  readonly identity: "domain" | "address";
}

/** Sending through SES: who we are, how it is sent, what comes back, and what signs the links. */
export class Mail extends Construct {
  readonly configurationSetName: string;
  /** Tells of every mail that SES accepted, that bounced, and that was complained of. */
  readonly events: ITopic;
  /** Of the parameter that signs links. */
  readonly linkSecretName: string;
  /** The bare address. */
  readonly sender: string;
  /** With its name, as mails show it. */
  readonly namedSender: string;
  /** DNS records by which the domain's owner lets SES sign for it; none for an address. */
  readonly dkimRecords: readonly { readonly name: string; readonly value: string }[];

  constructor(scope: Construct, id: string, { sender, senderName, identity }: MailProps) {
    super(scope, id);
    this.sender = sender;
    this.namedSender = senderName === "" ? sender : `${senderName} <${sender}>`;
    const configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSetName = configurationSet.configurationSetName;
    this.events = new Topic(this, "Sends", { enforceSSL: true, signatureVersion: "2" });
    configurationSet.addEventDestination("SendEvents", {
      destination: EventDestination.snsTopic(this.events),
      events: [EmailSendingEvent.SEND, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    const domain = sender.slice(sender.lastIndexOf("@") + 1);
    const emailIdentity = new EmailIdentity(this, "Identity", {
      identity: identity === "domain" ? Identity.domain(domain) : Identity.email(sender),
    });
    this.dkimRecords = identity === "domain" ? emailIdentity.dkimRecords : [];
    this.linkSecretName = `/readouts/${Stack.of(this).stackName}/link-secret`;
  }

  /** Lets a function read what signs links. AWS's own key for parameters lets everybody of the account use it who may read one. */
  allowReadingLinkSecret(target: ReadoutsFunction): void {
    allow(target, ["ssm:GetParameter"], this.#linkSecretArn());
  }

  /** And make it where nobody has, for CloudFormation makes no SecureString. It may not replace one. */
  #allowMakingLinkSecret(target: ReadoutsFunction): void {
    this.allowReadingLinkSecret(target);
    target.addToRolePolicy(
      new PolicyStatement({
        actions: ["ssm:PutParameter"],
        resources: [this.#linkSecretArn()],
        // Holds as well where AWS says nothing of the key, as for a call that leaves it out.
        conditions: { StringNotEquals: { "ssm:Overwrite": "true" } },
      }),
    );
  }

  #linkSecretArn(): string {
    const resourceName = this.linkSecretName.slice(1);
    return Stack.of(this).formatArn({ service: "ssm", resource: "parameter", resourceName });
  }

  /** Lets a function see what SES counts, and switch sending off and on. */
  allowPausing(target: ReadoutsFunction): void {
    const actions = [
      "ses:GetSendStatistics",
      "ses:DescribeConfigurationSet",
      "ses:UpdateConfigurationSetSendingEnabled",
    ];
    // SES knows no resources for these calls.
    allow(target, actions, "*");
    Validations.of(target.ownRole).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "These calls of SES are granted for all resources or not at all",
    });
  }

  /** Lets a function send from the sender's address, with the configuration set, as fast as the quota allows, and sign links. */
  allowSending(target: ReadoutsFunction): void {
    const arn = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service: "ses", resource, resourceName });
    target.addToRolePolicy(
      new PolicyStatement({
        actions: ["ses:SendRawEmail"],
        // Any identity, for while the account is in SES's sandbox the recipient's is asked for too;
        // the condition holds it to the one sender.
        resources: [arn("identity", "*"), arn("configuration-set", this.configurationSetName)],
        conditions: { StringEquals: { "ses:FromAddress": this.sender } },
      }),
    );
    this.#allowMakingLinkSecret(target);
    // SES knows no resources for this call.
    allow(target, ["ses:GetSendQuota"], "*");
    Validations.of(target.ownRole).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "This call of SES is granted for all resources or not at all",
    });
    Validations.of(target.ownRole).acknowledge({
      id: "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]",
      reason: "Its condition holds it to the sender's address",
    });
  }

  /** Lets a function that sends take an address off the account's suppression list, for its owner asks anew. */
  allowLifting(target: ReadoutsFunction): void {
    // SES knows no resources for this call.
    allow(target, ["ses:DeleteSuppressedDestination"], "*");
  }
}
