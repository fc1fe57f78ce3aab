import { Button, Group } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';

const Pager_pageInfo = graphql(`
  fragment Pager_pageInfo on PageInfo {
    hasNextPage
    endCursor
  }
`);

/** Pages by cursor: the next is an address of its own, so "back" goes back to the page that was left. */
export function Pager({ pageInfo }: { pageInfo: FragmentType<typeof Pager_pageInfo> }) {
  const { t } = useTranslation('console');
  const { hasNextPage, endCursor } = readFragment(Pager_pageInfo, pageInfo);
  const [address, setAddress] = useSearchParams();
  const navigate = useNavigate();
  const isBeyondFirst = address.has('after');
  if (!hasNextPage && !isBeyondFirst) return null;
  function goOn() {
    const next = new URLSearchParams(address);
    next.set('after', endCursor ?? '');
    setAddress(next);
  }
  return (
    <Group justify="space-between">
      <Button
        variant="subtle"
        leftSection={<IconArrowLeft size={15} />}
        disabled={!isBeyondFirst}
        onClick={() => void navigate(-1)}
      >
        {t('filters.back')}
      </Button>
      <Button variant="subtle" rightSection={<IconArrowRight size={15} />} disabled={!hasNextPage} onClick={goOn}>
        {t('filters.next')}
      </Button>
    </Group>
  );
}
