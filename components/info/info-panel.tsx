'use client';

import { CircleAlert, Download, FileUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useStudioData, useStudioStore } from '../studio/context';
import { settingsUrl } from '../studio/urls';
import { Button } from '../ui/button';

/** Units are the same in both languages. */
const MEGA = 1_000_000;

/** Facts about the photo, what was noticed when it was read, and the settings as files. */
export function InfoPanel() {
  const t = useTranslations('info');
  const notices = useTranslations('notices');
  const format = useFormatter();
  const store = useStudioStore();
  const { session: { id, photo }, selected, photo: base } = useStudioData();
  const { made } = base;
  const { camera } = photo;
  const megapixels = format.number((photo.width * photo.height) / MEGA, { maximumFractionDigits: 1 });
  const size = format.number(photo.bytes / MEGA, { maximumFractionDigits: 1 });
  return (
    <div className="flex flex-col gap-6 p-4">
      {photo.notices.length > 0 && (
        <ul aria-label={t('notices')} className="flex flex-col gap-2">
          {photo.notices.map((key) => (
            <li key={key} className="flex items-start gap-2 rounded-xl border border-line px-3 py-2 text-ui">
              <CircleAlert size={15} aria-hidden className="mt-0.5 shrink-0 text-accent" />{noticeText(notices, key)}
            </li>
          ))}
        </ul>
      )}
      <Facts title={t('photo')}>
        <Fact name={t('file')}>{photo.name}</Fact>
        <Fact name={t('size')}>{t('sizeValue', { width: String(photo.width), height: String(photo.height), megapixels })}</Fact>
        <Fact name={t('format')}>{t('formatValue', { format: photo.format.toUpperCase(), size })}</Fact>
        <Fact name={t('space')}>{t(`spaces.${photo.space}`)}</Fact>
        {photo.hasAlpha && <Fact name={t('alpha')}>{t('yes')}</Fact>}
      </Facts>
      {made && (
        <Facts title={t('generated')}>
          <Fact name={t('model')}>{made.model}</Fact>
          <Fact name={t('order')}>{made.prompt}</Fact>
          <Fact name={t('share')}>{t('shareValue', { share: format.number(made.share, { style: 'percent', maximumFractionDigits: 1 }) })}</Fact>
          <Fact name={t('when')}>{takenAt(made.madeAt, format)}</Fact>
          {made.dollars !== undefined && <Fact name={t('cost')}>{format.number(made.dollars, { style: 'currency', currency: 'USD', maximumFractionDigits: 3 })}</Fact>}
        </Facts>
      )}
      {camera && Object.keys(camera).length > 0 && (
        <Facts title={t('camera')}>
          {(camera.make ?? camera.model) && <Fact name={t('body')}>{bodyName(camera.make, camera.model)}</Fact>}
          {camera.lens && <Fact name={t('lens')}>{camera.lens}</Fact>}
          {camera.focal && <Fact name={t('focal')}>{camera.focal}</Fact>}
          {camera.aperture && <Fact name={t('aperture')}>{camera.aperture}</Fact>}
          {camera.shutter && <Fact name={t('shutter')}>{camera.shutter}</Fact>}
          {camera.iso !== undefined && <Fact name={t('iso')}>{camera.iso}</Fact>}
          {camera.takenAt && <Fact name={t('taken')}>{takenAt(camera.takenAt, format)}</Fact>}
        </Facts>
      )}
      <section>
        <h3 className="mb-2 text-ui font-medium">{t('settings')}</h3>
        <p className="mb-3 text-ui text-quiet">{t('settingsHint')}</p>
        <div className="flex flex-wrap gap-2">
          {(['json', 'xmp'] as const).map((kind) => (
            <a key={kind} href={settingsUrl(id, selected.id, kind)} download className="inline-flex h-8 items-center gap-1.5 rounded-lg border border-line bg-raised px-3 text-ui font-medium hover:bg-hover"><Download size={14} aria-hidden />{t(kind)}</a>
          ))}
          <Button onClick={() => store.setState({ dialog: 'export' })}>{t('otherFormats')}</Button>
          <Button onClick={() => store.setState({ dialog: 'import' })}><FileUp size={14} aria-hidden />{t('read')}</Button>
        </div>
      </section>
    </div>
  );
}

type Notices = ReturnType<typeof useTranslations<'notices'>>;
/** A notice that the catalogue does not know yet is shown by its name rather than hidden. */
function noticeText(notices: Notices, key: string): string {
  const known = key as Parameters<Notices>[0];
  return notices.has(known) ? notices(known) : key;
}

function bodyName(make: string | undefined, model: string | undefined): string {
  if (!make || (model && model.toLowerCase().startsWith(make.toLowerCase()))) return model ?? '';
  return `${make} ${model ?? ''}`.trim();
}

function takenAt(text: string, format: ReturnType<typeof useFormatter>): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
}

function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-ui font-medium">{title}</h3>
      <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5 text-ui">{children}</dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-quiet">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
