import type { Messages } from './en';

export const masksZh: Messages['masks'] = {
  draw: '绘制',
  kind: { linear: '线性渐变', radial: '径向渐变', brush: '画笔', colour: '颜色范围', luminance: '明亮度范围', object: '对象' },
  surface: {
    linear: '可以绘制线性渐变的画面。回车键在中间放置一个。',
    radial: '可以绘制径向渐变的画面。回车键在中间放置一个。',
    brush: '可以涂抹蒙版的画面。方向键移动十字，回车键在那里涂抹。',
    colour: '可以取色的画面。方向键移动十字，回车键取那里的颜色。',
    object: '可以选取物体的画面。方向键移动十字，回车键选取那里的东西。',
  },
  hint: {
    linear: '从效果最强处拖到效果消失处',
    radial: '从中心向外拖动',
    brush: '涂抹要调整的区域',
    colour: '点一种颜色，或拖出一个框',
    object: '点一个物体，或围着它拖出一个框',
  },
  bar: '画面上的蒙版',
  paint: '涂抹',
  erase: '擦除',
  brushSize: '画笔大小',
  veil: '显示覆盖范围',
  done: '完成',
  pin: '蒙版 {name}：方向键移动',
  turn: '旋转蒙版',
  linearFull: '渐变效果最强处',
  linearEnd: '渐变结束处',
  radial: { left: '蒙版左边缘', right: '蒙版右边缘', top: '蒙版上边缘', bottom: '蒙版下边缘' },
  radialFeather: '蒙版羽化',
};
