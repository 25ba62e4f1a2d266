import { compiledMessages } from '@/components/i18n/compiled';
import { LOCALES } from '@/components/i18n/locale';
import { json, respond } from '../../respond';

/** Every word of the page in another language, for a switch without a reload. */
export function GET(_: Request, { params }: RouteContext<'/api/words/[locale]'>): Promise<Response> {
  return respond(async () => {
    const { locale } = await params;
    const known = LOCALES.find((one) => one === locale);
    return known ? json(await compiledMessages(known)) : new Response(null, { status: 404 });
  });
}
