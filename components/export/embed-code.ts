/** A frame for another site's page: as wide as its place, with room for the picture and the buttons below it. */
export function embedCode(origin: string, token: string, title: string): string {
  const safe = title.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<iframe src="${origin}/embed/${token}" title="${safe}" style="width:100%;aspect-ratio:4/3;border:0" loading="lazy" allow="fullscreen"></iframe>`;
}
