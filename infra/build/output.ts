import { CfnOutput, type Stack } from 'aws-cdk-lib';

/** Something a deploy tells of what it made, by name. */
export const output = (stack: Stack, name: string, value: string): CfnOutput =>
  new CfnOutput(stack, name, { value });
