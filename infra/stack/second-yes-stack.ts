import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { alarms } from './alarms.ts';
import { answers, phoneApi } from './api.ts';
import { recordingsBucket } from './bucket.ts';
import { dashboard } from './dashboard.ts';
import { changes, times } from './events.ts';
import { functions } from './functions.ts';
import { output } from '../build/output.ts';
import { phoneApp } from './site/phone-app.ts';
import { secrets } from './secrets.ts';
import type { Settings } from '../settings.ts';
import { site } from './site/site.ts';
import { skill } from './skill.ts';
import { documentsTable } from './table.ts';
import { wakeUps } from './wake-ups.ts';

/** The house in the cloud: everything it is made of, in the order in which one needs the other. */
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
    const waking = wakeUps(this);
    const things = {
      stack: this,
      table,
      recordings,
      secrets: secrets(this),
      wakeUps: waking,
      mailFrom,
    };
    // The API is there before what answers it, so that site, functions and API need each other in one direction only.
    const api = phoneApi(this);
    const { bucket, publicUrl } = site(this, api, settings.domain);
    phoneApp(this, bucket);
    const made = functions(things, publicUrl, settings);
    answers(this, api, made.companion);
    changes(made.courier, table, waking);
    times(made.courier, waking);
    skill(this, made.skill, settings);
    const raised = alarms(this, made, waking, settings);
    if (settings.dashboard) dashboard(this, made, waking, raised);

    output(this, 'PhoneAppAddress', `${publicUrl}/phone/`);
    output(this, 'DocumentsTable', table.tableName);
    output(this, 'RecordingsBucket', recordings.bucketName);
    output(this, 'AnchorParameter', things.secrets.anchor.name);
    output(this, 'VapidParameter', things.secrets.vapid.name);
  }
}
