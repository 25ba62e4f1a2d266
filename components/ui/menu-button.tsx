'use client';

import { useState, type ComponentProps, type ComponentType, type ReactElement } from 'react';
import { toast } from './toast';
import { useErrorText } from './use-error-text';

/** What a menu that was loaded is given: the button that it belongs to. It begins open. */
export type MenuProps = { readonly trigger: ReactElement };

type Props<Rest extends object> = Omit<ComponentProps<'button'>, 'type' | 'ref'> & {
  /** The menu and the library that it needs. */
  readonly load: () => Promise<ComponentType<MenuProps & Rest>>;
  /** What else the menu is given. */
  readonly menu: Rest;
  readonly popup?: 'menu' | 'dialog';
};

/** A button whose menu is fetched when the pointer or the focus comes near, and there when it is first opened. */
export function MenuButton<Rest extends object>({ load, menu, popup = 'menu', ...rest }: Props<Rest>) {
  const errorText = useErrorText();
  const [loaded, setLoaded] = useState<{ readonly Menu: ComponentType<MenuProps & Rest> } | null>(null);
  if (loaded) return <loaded.Menu {...menu} trigger={<button type="button" {...rest} />} />;
  const near = () => void load().catch(() => undefined);
  const open = () => void load().then((Menu) => setLoaded({ Menu }), (error: unknown) => toast(errorText(error), { tone: 'error' }));
  return (
    <button
      type="button"
      aria-haspopup={popup}
      aria-expanded={false}
      data-state="closed"
      {...rest}
      onPointerEnter={near}
      onFocus={near}
      onClick={open}
      onKeyDown={(event) => {
        if (popup !== 'menu' || event.key !== 'ArrowDown') return;
        event.preventDefault();
        open();
      }}
    />
  );
}
