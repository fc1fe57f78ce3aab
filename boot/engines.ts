import type { AwsConnection } from '../platform/aws/index.ts';
import type { Config } from '../platform/config/index.ts';
import { joinEmbeddedEngines } from '../platform/engines/index.ts';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';

/** Where the engines are. */
export interface Engines {
  readonly databaseUrl: string;
  readonly aws: AwsConnection;
}

/** Starts or joins the embedded engines, as far as the configuration names no others. */
export async function joinEngines(config: Config, lifecycle: Lifecycle, log: Logger): Promise<Engines> {
  const { databaseUrl, aws, dataDir } = config;
  const needs = { postgres: databaseUrl === undefined, aws: aws.isEmbedded };
  const embedded =
    needs.postgres || needs.aws ? await joinEmbeddedEngines({ dataDir, needs, lifecycle, log }) : undefined;
  return {
    databaseUrl: databaseUrl ?? embedded?.databaseUrl ?? '',
    aws: embedded?.aws ?? { region: aws.region, endpoint: aws.endpoint },
  };
}
