import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { alarms } from './alarms.ts';
import { phoneApi, routeToCompanion } from './api.ts';
import { recordingsBucket } from './bucket.ts';
import { dashboard } from './dashboard.ts';
import { addStreamSource, addWakeUpSource } from './events.ts';
import { functions } from './functions.ts';
import { addMailEventSource, mailsConfiguration } from './mail-events.ts';
import { phoneApp } from './site/phone-app.ts';
import { secrets } from './secrets.ts';
import { OUTPUTS, type Settings } from '../settings.ts';
import { site } from './site/site.ts';
import { skill } from './skill.ts';
import { documentsTable } from './table.ts';
import { wakeUps } from './wake-ups.ts';

/** Second Yes on AWS. Each part is made after the parts that it needs. */
export class SecondYesStack extends Stack {
  constructor(scope: Construct, id: string, settings: Settings, props?: StackProps) {
    super(scope, id, props);
    const mailFrom = new CfnParameter(this, 'MailFrom', {
      description: 'The sender of the mails, verified in SES in this region.',
      allowedPattern: '[^@\\s]+@[^@\\s]+\\.[^@\\s]+',
      constraintDescription: 'must be an email address',
    }).valueAsString;
    const table = documentsTable(this);
    const recordings = recordingsBucket(this);
    const courierWakeUps = wakeUps(this);
    const mails = mailsConfiguration(this);
    const resources = {
      stack: this,
      table,
      recordings,
      secrets: secrets(this),
      wakeUps: courierWakeUps,
      mailFrom,
      mails,
    };
    // The API comes before its route: the site needs the API, the functions need the site, the route needs a function.
    const api = phoneApi(this);
    const { bucket, publicUrl, distributionName, secret } = site(this, api, settings);
    phoneApp(this, bucket);
    const made = functions(resources, { publicUrl, secret }, settings);
    routeToCompanion(this, api, made.companion);
    addStreamSource(made.courier, table, courierWakeUps);
    addWakeUpSource(made.courier, courierWakeUps);
    addMailEventSource(made.courier, mails);
    const skillId = skill(this, made.skill, settings);
    const raised = alarms(this, made, courierWakeUps, settings);
    if (settings.dashboard) dashboard(this, made, courierWakeUps, raised);

    const outputs = {
      [OUTPUTS.phoneApp]: `${publicUrl}/phone/`,
      [OUTPUTS.skillEndpoint]: made.skill.functionArn,
      ...(skillId !== undefined && { [OUTPUTS.skillId]: skillId }),
      PublicUrl: publicUrl,
      DistributionName: distributionName,
      ApiAddress: api.apiEndpoint,
      DocumentsTable: table.tableName,
      RecordingsBucket: recordings.bucketName,
      AnchorParameter: resources.secrets.anchor.name,
      SealParameter: resources.secrets.seal.name,
      VapidParameter: resources.secrets.vapid.name,
      ...Object.fromEntries(
        Object.entries(resources.secrets.channels).map(([channel, { name }]) => [
          `${channel.charAt(0).toUpperCase()}${channel.slice(1)}Parameter`,
          name,
        ]),
      ),
    };
    Object.entries(outputs).map(([name, value]) => new CfnOutput(this, name, { value }));
  }
}
