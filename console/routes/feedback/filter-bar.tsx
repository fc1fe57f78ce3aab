import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import classes from './feedback.module.css';
import { FILTER_NAMES, isFiltered, SIGNALS, SOURCES, STATUSES, VERDICTS } from './filters.ts';

const SETTLE_MS = 300;

/** The filters, which live in the address so that a view can be shared. */
export function FilterBar({ intents }: { intents: readonly string[] }) {
  const { t } = useTranslation('console');
  const [address, setAddress] = useSearchParams();
  function set(name: (typeof FILTER_NAMES)[number], value: string) {
    setAddress(
      (present) => {
        const next = new URLSearchParams(present);
        if (value) next.set(name, value);
        else next.delete(name);
        next.delete('after');
        return next;
      },
      { replace: true },
    );
  }
  const setText = useDebouncedCallback((value: string) => set('text', value), SETTLE_MS);
  const listed = (name: string) => address.get(name)?.split(',').filter(Boolean) ?? [];
  return (
    <div className={classes.filters} role="search">
      <TextInput
        label={t('feedback.filter.text')}
        leftSection={<IconSearch size={15} />}
        defaultValue={address.get('text') ?? ''}
        key={isFiltered(address) ? 'filtered' : 'clear'}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <MultiSelect
        label={t('feedback.filter.verdict')}
        data={VERDICTS.map((value) => ({ value, label: t(`feedback.verdict.${value}`) }))}
        value={listed('verdict')}
        onChange={(values) => set('verdict', values.join(','))}
        clearable
      />
      <MultiSelect
        label={t('feedback.filter.status')}
        data={STATUSES.map((value) => ({ value, label: t(`feedback.status.${value}`) }))}
        value={listed('status')}
        onChange={(values) => set('status', values.join(','))}
        clearable
      />
      <Select
        label={t('feedback.filter.source')}
        data={SOURCES.map((value) => ({ value, label: t(`feedback.source.${value}`) }))}
        value={address.get('source')}
        onChange={(value) => set('source', value ?? '')}
        clearable
      />
      <MultiSelect
        label={t('feedback.filter.signal')}
        data={SIGNALS.map((value) => ({ value, label: t(`signals.${value}`) }))}
        value={listed('signal')}
        onChange={(values) => set('signal', values.join(','))}
        clearable
      />
      <Select
        label={t('feedback.filter.intent')}
        data={[...intents]}
        value={address.get('intent')}
        onChange={(value) => set('intent', value ?? '')}
        searchable
        clearable
      />
      <TextInput
        type="date"
        label={t('feedback.filter.from')}
        value={address.get('from') ?? ''}
        max={address.get('to') ?? undefined}
        onChange={(event) => set('from', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('feedback.filter.to')}
        value={address.get('to') ?? ''}
        min={address.get('from') ?? undefined}
        onChange={(event) => set('to', event.currentTarget.value)}
      />
      {isFiltered(address) && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconFilterOff size={15} />}
          onClick={() => setAddress({}, { replace: true })}
        >
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}
