'use client';

import { useTranslations } from 'use-intl';
import { useStudioData, useStudioStore } from '../studio/context';
import { Button } from '../ui/button';
import { Modal } from '../ui/modal';
import { useHistory } from './use-history';

/** Asks for the name of a branch. */
export function NameDialog({ stepId }: { readonly stepId: string }) {
  const t = useTranslations('history.nameDialog');
  const store = useStudioStore();
  const { tree } = useStudioData();
  const { name } = useHistory();
  const close = () => store.setState({ naming: null });
  return (
    <Modal open onClose={close} title={t('title')} description={t('hint')}>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          name(stepId, String(new FormData(event.currentTarget).get('name') ?? ''));
          close();
        }}
      >
        <input name="name" autoFocus maxLength={80} defaultValue={tree.byId.get(stepId)?.branchName ?? ''} aria-label={t('label')} className="h-9 min-w-0 flex-1 rounded-lg border border-line bg-raised px-3 text-ui" />
        <Button type="submit" look="solid" className="h-9">{t('save')}</Button>
      </form>
    </Modal>
  );
}
