import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import {
  type Connection,
  OfAssistantArgs,
  openedByRoom,
  pageRequest,
  type Payload,
  payload,
  type SubgraphContext,
  toConnection,
} from '../../kit/index.ts';
import { type AlertService, originOf } from '../alerts/alert-service.ts';
import type { AlertDeliveryRow, AlertRow, AlertRuleRow } from '../store/alert-tables.ts';
import { NEWEST_FIRST, newestFirstKey } from '../store/page.ts';
import {
  AlertRule,
  AlertRuleConnection,
  CreateAlertRuleInput,
  CreateAlertRulePayload,
  DeleteAlertRuleInput,
  DeleteAlertRulePayload,
  UpdateAlertRuleInput,
  UpdateAlertRulePayload,
} from '../types/alert-rule-types.ts';
import {
  AcknowledgeAlertInput,
  AcknowledgeAlertPayload,
  Alert,
  AlertConnection,
  AlertDelivery,
  AlertsArgs,
} from '../types/alert-types.ts';

@Resolver(() => AlertRule)
export class AlertRuleResolver {
  readonly #alerts: AlertService;

  constructor(alerts: AlertService) {
    this.#alerts = alerts;
  }

  @Query(() => AlertRuleConnection, { description: 'By what an assistant’s alerts are raised, the newest rule first.' })
  async alertRules(
    @Args(() => OfAssistantArgs) { assistantId, first, after }: OfAssistantArgs,
  ): Promise<Connection<AlertRuleRow>> {
    const page = pageRequest<readonly [string, string]>({ first, after }, NEWEST_FIRST);
    const rows = await this.#alerts.rules(assistantId, page);
    return toConnection(rows, page, { key: newestFirstKey, node: (rule) => rule });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Scheme, host and port of its webhook; the rest of the address, like the secret, is not told.',
  })
  webhookOrigin(@Root() rule: AlertRuleRow): string | null {
    return originOf(rule);
  }

  @FieldResolver(() => Alert, { nullable: true, description: 'Its alert that is not over; null without one.' })
  openAlert(@Root() { id }: AlertRuleRow, @Ctx() { batches }: SubgraphContext): Promise<AlertRow | null> {
    return batches.load(this.#alerts.openAlerts, id);
  }

  @Mutation(() => CreateAlertRulePayload, {
    description:
      'Adds a rule, 50 at most. Fails with INVALID_ALERT_RULE for one that could not be followed, WEBHOOK_REFUSED for an address or a secret that is none, TOO_MANY_ALERT_RULES.',
  })
  createAlertRule(
    @Arg('input', () => CreateAlertRuleInput) input: CreateAlertRuleInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ alertRule: await this.#alerts.create(input, context) }));
  }

  @Mutation(() => UpdateAlertRulePayload, {
    description: 'Changes a rule. Fails with NOT_FOUND, INVALID_ALERT_RULE, WEBHOOK_REFUSED.',
  })
  updateAlertRule(
    @Arg('input', () => UpdateAlertRuleInput) input: UpdateAlertRuleInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ alertRule: await this.#alerts.update(input, context) }));
  }

  @Mutation(() => DeleteAlertRulePayload, {
    description: 'Takes a rule away, and ends its open alert. Fails with NOT_FOUND.',
  })
  deleteAlertRule(
    @Arg('input', () => DeleteAlertRuleInput) input: DeleteAlertRuleInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ alertRuleId: await this.#alerts.delete(input, context) }));
  }
}

@Resolver(() => Alert)
export class AlertResolver {
  readonly #alerts: AlertService;

  constructor(alerts: AlertService) {
    this.#alerts = alerts;
  }

  @Query(() => AlertConnection, { description: 'What the rules of an assistant saw, the last first.' })
  async alerts(
    @Args(() => AlertsArgs) { assistantId, isOpen, first, after }: AlertsArgs,
  ): Promise<Connection<AlertRow>> {
    const page = pageRequest<readonly [string, string]>({ first, after }, NEWEST_FIRST);
    const rows = await this.#alerts.alerts({ assistantId, isOpen }, page);
    return toConnection(rows, page, {
      key: ({ raisedAt, id }) => newestFirstKey({ createdAt: raisedAt, id }),
      node: (alert) => alert,
    });
  }

  @FieldResolver(() => [AlertDelivery], {
    description: 'What the rule’s webhook is told of it, in order; two at most.',
  })
  async deliveries(@Root() { id }: AlertRow, @Ctx() { batches }: SubgraphContext): Promise<object[]> {
    const rows: AlertDeliveryRow[] = (await batches.load(this.#alerts.deliveries, id)) ?? [];
    return rows.map(({ nextAttemptAt, ...row }) => ({
      ...row,
      nextAttemptAt: row.state === 'WAITING' ? nextAttemptAt : null,
    }));
  }

  @Mutation(() => AcknowledgeAlertPayload, {
    description: 'Says that somebody has seen an alert; who was first stays. Fails with NOT_FOUND.',
  })
  acknowledgeAlert(
    @Arg('input', () => AcknowledgeAlertInput) input: AcknowledgeAlertInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ alert: await this.#alerts.acknowledge(input, context) }));
  }

  @Subscription(() => Alert, {
    subscribe: openedByRoom,
    description: 'Every alert of an assistant that is raised from now on; after a lost connection one may come twice.',
  })
  alertRaised(@Root() alert: AlertRow, @Arg('assistantId', () => ID) _assistantId: string): AlertRow {
    return alert;
  }
}
