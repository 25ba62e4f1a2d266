import { SettingsPage } from '@/components/settings/settings-page';
import { Trouble } from '@/components/ui/trouble';
import { listModels } from '../actions';
import { openModels } from './actions';

export default async function Page() {
  const [view, choices] = await Promise.all([openModels(), listModels()]);
  if (!choices.ok) return <Trouble kind="broken" message={choices.error.message} />;
  if (!view.ok && view.error.code !== 'operator-only') return <Trouble kind="broken" message={view.error.message} />;
  return <SettingsPage view={view.ok ? view.value : null} choices={choices.value} />;
}
