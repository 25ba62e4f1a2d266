import type { Row } from '../atoms';

/** Ends of the scale that a request may tell us not to reach, or complain that the photo already reached. */
export const CLIPPING: readonly Row[] = [
  { atom: { tag: 'clip', end: 'highlights' }, en: 'blow, blow out, blown, blown out, blowing out, blowing, burn out, burnt out, burned out, clip highlights, clipped highlights, clipping highlights, blow the highlights, blow out the highlights, blown highlights, blown out highlights, blowing the highlights, blowing out the highlights, overexpose, overexposing, overexposed highlights, highlight clipping, clip the highlights, clipping the highlights, burning the highlights, burn the highlights, losing highlight detail, lose highlight detail, lose the highlights, losing the highlights, highlight detail, highlight details, detail in the highlights, details in the highlights, detail in highlights', zh: '过曝, 爆, 爆掉, 死白, 曝掉, 溢出, 高光溢出, 爆高光, 高光爆掉, 高光死白, 高光细节, 亮部细节, 亮部溢出, 高光层次, 亮部层次' },
  { atom: { tag: 'clip', end: 'shadows' }, en: 'crush the shadows, crushed shadows, crushing the shadows, clip the shadows, clipping the shadows, crush, crushed, crushing, crushed blacks, crush shadows, block up the shadows, blocked up, losing shadow detail, lose shadow detail, lose the shadows, losing the shadows, shadow detail, shadow details, shadow clipping, details in the shadows', zh: '死黑, 一片黑, 黑成一团, 暗部死黑, 阴影死黑, 黑死, 暗部层次, 阴影层次, 暗部细节丢失' },
  { atom: { tag: 'clip' }, en: 'clip, clipping, clipped, losing detail, lose detail, losing details, lose details, lose any detail', zh: '丢失细节, 丢细节, 损失细节, 丢失层次, 细节丢失' },
];
