import type { Localised } from '@/lib/develop/types';
import type { Place, Row, Thing, Zone } from '../atoms';

export const ZONE_LABELS: Readonly<Record<Zone, Localised>> = {
  shadows: { en: 'shadows', zh: '阴影' },
  midtones: { en: 'midtones', zh: '中间调' },
  highlights: { en: 'highlights', zh: '高光' },
};
export const PLACE_LABELS: Readonly<Record<Place, Localised>> = {
  top: { en: 'top', zh: '上部' },
  bottom: { en: 'bottom', zh: '下部' },
  left: { en: 'left side', zh: '左侧' },
  right: { en: 'right side', zh: '右侧' },
  centre: { en: 'centre', zh: '中央' },
  edges: { en: 'edges', zh: '边缘' },
};
export const THING_LABELS: Readonly<Record<Thing, Localised>> = {
  skin: { en: 'skin', zh: '肤色' },
  sky: { en: 'sky', zh: '天空' },
  subject: { en: 'subject', zh: '主体' },
  background: { en: 'background', zh: '背景' },
  pointed: { en: 'place you pointed at', zh: '您指的地方' },
};

const zone = (name: Zone, en: string, zh: string): Row => ({ atom: { tag: 'zone', zone: name }, en, zh });
const place = (name: Place, en: string, zh: string): Row => ({ atom: { tag: 'place', place: name }, en, zh });
const thing = (name: Thing, en: string, zh: string): Row => ({ atom: { tag: 'thing', thing: name }, en, zh });

export const REGIONS: readonly Row[] = [
  zone('shadows', 'shadow, shadows, dark areas, dark parts, darks, dark tones, darker areas, dark regions, the dark bits', '阴影, 暗部, 阴影部分, 暗部区域, 暗处, 暗调, 阴影处, 暗的地方, 黑的地方, 阴影区域'),
  zone('midtones', 'midtone, midtones, mid tones, mids, middle tones', '中间调, 中间影调, 中灰, 中间色调'),
  zone('highlights', 'highlight, highlights, bright areas, bright parts, lights, brighter areas, bright regions', '高光, 亮部, 高光部分, 亮处, 高亮, 亮部区域, 亮的地方, 高光区域, 亮调'),
  place('top', 'top, upper part, upper half, top half, top part, upper third, top third, top of the frame, top of the photo, top of the picture, top edge', '上方, 上面, 顶部, 上半部分, 上半部, 上部, 画面上方, 上边'),
  place('bottom', 'bottom, lower part, lower half, bottom half, bottom part, lower third, bottom third, foreground, ground, bottom of the frame, bottom of the photo, bottom of the picture, bottom edge', '下方, 下面, 底部, 下半部分, 下半部, 下部, 前景, 地面, 画面下方, 下边'),
  place('left', 'left, left side, left half, left hand side, left part, left edge', '左边, 左侧, 左半边, 左面, 左半部分, 左方, 左半部'),
  place('right', 'right side, right half, right hand side, right part, right edge, right, on the right', '右边, 右侧, 右半边, 右面, 右半部分, 右方, 右半部'),
  place('centre', 'centre, center, middle, middle of the frame, middle of the photo, middle of the picture', '中间, 中央, 中心, 画面中间, 中部, 画面中心'),
  place('edges', 'edge, edges, corner, corners, border, borders, outer area, periphery, four corners', '边缘, 四周, 四角, 边角, 周围, 周边, 角落, 四个角'),
  thing('skin', 'skin, skin tone, skin tones, face, faces, complexion, flesh tones, the skin, skintone, skintones, skin colour, skin color', '皮肤, 肤色, 脸, 脸部, 面部, 人脸, 肌肤, 脸色, 脸上, 面孔, 皮肤颜色'),
  thing('sky', 'sky, skies, clouds, cloud', '天空, 天, 云, 云彩, 云朵, 云层, 天上'),
  thing('subject', 'subject, person, people, model, man, woman, girl, boy, guy, lady, child, children, kid, kids, baby, couple, bride, groom, portrait subject, main subject, dog, cat, bird, animal, him, her, figure, human', '主体, 人物, 人, 模特, 人像主体, 主角, 女孩, 男孩, 女生, 男生, 孩子, 小孩, 宝宝, 新娘, 新郎, 主体人物, 狗, 狗狗, 猫, 猫咪, 小狗, 小猫, 前面的人, 他, 她'),
  thing('background', 'background, backdrop, surroundings, behind the subject, behind him, behind her, environment', '背景, 后面, 环境, 背后, 后景, 背景部分'),
  thing('pointed', 'this area, that area, this part, this spot, this place, this region, this bit, right here, over here, where i pointed, where i point, the marked area, marked area, the selected area, selected area, the selection, inside the box, in the box, the box, the circled area, the pin, where i marked, what i marked, where i painted, the painted area', '这里, 这块, 这一块, 这个地方, 这块地方, 这个区域, 这片区域, 这一片, 这处, 这部分, 这个部分, 框里, 框内, 框选的, 框选区域, 圈出来的, 圈起来的地方, 标记的地方, 标记的区域, 选中的区域, 选区, 我指的地方, 涂抹的地方, 涂过的地方'),
  { atom: { tag: 'whole' }, en: 'overall, whole, entire, whole image, whole photo, whole picture, everything, all over, entire image, entire photo, globally, in general, generally, throughout', zh: '整体, 整个画面, 整张, 全图, 全局, 总体, 整张照片, 全部, 整幅, 整体上, 整个' },
];
