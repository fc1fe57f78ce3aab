export { type AwsConnection, clientConfig } from './aws-connection.ts';
export { type EmbeddedAws, startEmbeddedAws } from './embedded-aws.ts';
