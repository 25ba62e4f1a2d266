import type { AtomOf, Row } from '../atoms';

const action = (name: AtomOf<'geometry'>['action'], en: string, zh: string): Row => ({ atom: { tag: 'geometry', action: name }, en, zh });
const ratio = (pair: readonly [number, number], en: string, zh: string): Row => ({ atom: { tag: 'ratio', pair }, en, zh });

/** Crop, rotation and mirroring. */
export const GEOMETRY: readonly Row[] = [
  action('crop', 'crop, crop it, recrop, trim, reframe, aspect ratio', '裁, 裁剪, 剪裁, 裁成, 裁切, 裁一下, 裁剪成, 画幅, 比例, 构图裁剪'),
  action('straighten', 'straighten, straighten out, level, level the horizon, level it, fix the horizon, fix the tilt, straighten the horizon, horizon is crooked, crooked, tilted, horizon is tilted, correct the tilt, slanted, not level', '拉直, 校直, 扶正, 摆正, 拉平, 校正水平, 水平校正, 歪了, 歪, 地平线拉平, 地平线拉直, 地平线歪了, 水平线歪了, 地平线校正, 矫正水平, 拉直地平线, 校正地平线, 摆正地平线, 拉平地平线'),
  action('rotate', 'rotate, turn the photo, spin, rotation, turn it by', '旋转, 转, 转动, 转一下'),
  action('clockwise', 'clockwise, to the right, right by', '顺时针, 向右, 往右, 朝右, 右转, 向右转'),
  action('anticlockwise', 'counterclockwise, anticlockwise, counter clockwise, anti clockwise, to the left, left by', '逆时针, 向左, 往左, 朝左, 左转, 向左转'),
  action('flip', 'flip, mirror, flop, mirror image', '翻转, 镜像, 镜像翻转, 翻转一下'),
  action('horizontal', 'horizontal, horizontally, left to right, left right, sideways', '水平, 左右, 横向'),
  action('vertical', 'vertical, vertically, top to bottom', '垂直, 上下, 纵向'),
  action('upside-down', 'upside down, the right way up, turn it upside down', '倒过来, 上下颠倒, 倒了'),
  action('portrait-format', 'portrait format, portrait orientation, vertical format, vertical crop', '竖版, 竖幅, 竖构图, 竖屏'),
  action('landscape-format', 'landscape format, landscape orientation, horizontal format', '横版, 横幅, 横构图, 横屏'),
  ratio([1, 1], 'square, a square, square format', '正方形, 方形, 方的, 正方, 方图, 方画幅'),
  ratio([16, 9], 'widescreen, wide screen', '宽屏'),
  ratio([4, 5], 'instagram portrait', '小红书比例'),
  ratio([9, 16], 'story format, instagram story', '手机壁纸比例'),
  ratio([235, 100], 'cinemascope, anamorphic', '电影画幅, 电影比例, 宽银幕, 遮幅'),
];
