import type { Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';

/** The mails' configuration set: SES sends to EventBridge which mails came back, and which were reported as spam. */
export function mailsConfiguration(stack: Stack): ConfigurationSet {
  const configurationSet = new ConfigurationSet(stack, 'Mails');
  configurationSet.addEventDestination('Reports', {
    // SES knows the default bus only.
    destination: EventDestination.eventBus(EventBus.fromEventBusName(stack, 'DefaultBus', 'default')),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  return configurationSet;
}

/** A report about a mail of this stack runs the courier. */
export const addMailEventSource = (courier: LambdaFunction, mails: ConfigurationSet): Rule =>
  new Rule(courier, 'MailEvents', {
    description: 'Mails that came back or were reported as spam',
    eventPattern: {
      source: ['aws.ses'],
      detailType: ['Email Bounced', 'Email Complaint Received'],
      detail: { mail: { tags: { 'ses:configuration-set': [mails.configurationSetName] } } },
    },
    targets: [new LambdaTarget(courier)],
  });
