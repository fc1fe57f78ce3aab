import { Badge, type MantineColor } from '@mantine/core';
import {
  type Icon,
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconCircleCheck,
  IconClock,
  IconFeather,
  IconGhost2,
  IconHistory,
  IconHourglass,
  IconLoader2,
  IconMinus,
  IconPackage,
  IconRadar,
  IconShieldX,
  IconTrendingDown,
  IconTrendingUp,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GateVerdict, RunState, VersionState } from '../gql/graphql.ts';

type Look = readonly [MantineColor, Icon];

const RUN: Readonly<Record<RunState, Look>> = {
  QUEUED: ['gray', IconClock],
  RUNNING: ['blue', IconLoader2],
  SUCCEEDED: ['tide', IconCircleCheck],
  GATE_REFUSED: ['orange', IconShieldX],
  FAILED: ['red', IconX],
  CANCELLED: ['gray', IconBan],
};

const VERSION: Readonly<Record<VersionState, Look>> = {
  REGISTERED: ['gray', IconPackage],
  PENDING_APPROVAL: ['yellow', IconHourglass],
  APPROVED: ['blue', IconCheck],
  SHADOW: ['gray', IconGhost2],
  CANARY: ['cyan', IconFeather],
  LIVE: ['tide', IconRadar],
  SUPERSEDED: ['gray', IconHistory],
  ROLLED_BACK: ['orange', IconArrowBackUp],
  REJECTED: ['red', IconX],
  EXPIRED: ['gray', IconClock],
  GATE_REFUSED: ['orange', IconShieldX],
};

export const VERDICT_LOOKS: Readonly<Record<GateVerdict, Look>> = {
  IMPROVED: ['tide', IconTrendingUp],
  NO_MEASURABLE_CHANGE: ['gray', IconMinus],
  WORSE_WITHIN_NOISE: ['yellow', IconTrendingDown],
  SIGNIFICANTLY_WORSE: ['red', IconTrendingDown],
};

/** A state by colour, sign and word: none of them is needed to read the others. */
function StateBadge({ look: [color, Symbol], children, state }: { look: Look; children: string; state: string }) {
  return (
    <Badge
      color={color}
      variant="light"
      tt="none"
      fw={550}
      leftSection={<Symbol size={12} stroke={2.2} />}
      data-state={state}
    >
      {children}
    </Badge>
  );
}

export function RunStateBadge({ state }: { state: RunState }) {
  const { t } = useTranslation('console');
  return (
    <StateBadge look={RUN[state]} state={state}>
      {t(`runState.${state}`)}
    </StateBadge>
  );
}

export function VersionStateBadge({ state }: { state: VersionState }) {
  const { t } = useTranslation('console');
  return (
    <StateBadge look={VERSION[state]} state={state}>
      {t(`versionState.${state}`)}
    </StateBadge>
  );
}

export function VerdictBadge({ verdict }: { verdict: GateVerdict }) {
  const { t } = useTranslation('console');
  return (
    <StateBadge look={VERDICT_LOOKS[verdict]} state={verdict}>
      {t(`verdict.${verdict}`)}
    </StateBadge>
  );
}
