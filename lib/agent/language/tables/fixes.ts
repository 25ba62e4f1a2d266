import type { Row } from '../atoms';

const fix = (sets: Readonly<Record<string, number>>, en: string, zh: string): Row => ({ atom: { tag: 'fix', sets: Object.entries(sets) }, en, zh });

/** Verticals made upright, the crop kept within the bent picture. */
export const UPRIGHT = { PerspectiveUpright: 4, CropConstrainToWarp: 1 } as const;

/** Faults of lenses and cameras that a tool of their own takes away, and what that tool is set to. */
export const FIXES: readonly Row[] = [
  fix({ AutoLateralCA: 1, DefringePurpleAmount: 8 }, 'purple fringing, purple fringe, purple fringes, purple edges, violet fringing, violet fringes, magenta fringing, magenta fringes, defringe, fringing, fringe, fringes', '紫边, 去紫边, 去边, 紫色边缘, 紫色镶边'),
  fix({ AutoLateralCA: 1, DefringeGreenAmount: 8 }, 'green fringing, green fringe, green fringes, green edges', '绿边, 去绿边, 绿色边缘, 绿色镶边'),
  fix({ AutoLateralCA: 1, DefringePurpleAmount: 5, DefringeGreenAmount: 5 }, 'chromatic aberration, chromatic aberrations, lateral chromatic aberration, color fringing, colour fringing, color fringes, colour fringes, coloured edges, colored edges, ca correction', '色差, 去色差, 彩边, 去彩边, 色散, 彩色边缘'),
  fix(UPRIGHT, 'straighten the verticals, converging verticals, leaning verticals, upright verticals, fix the verticals, straighten the architecture, straighten architecture, keystone, keystoning, keystone correction, perspective correction, correct the perspective, fix the perspective, perspective distortion, leaning building, leaning buildings, building is leaning, buildings are leaning, building leans, buildings lean', '拉直建筑, 建筑拉直, 扶正建筑, 建筑扶正, 校正建筑, 校直建筑, 建筑歪了, 建筑倾斜, 楼歪了, 透视校正, 校正透视, 透视矫正, 矫正透视, 透视变形, 梯形校正, 竖线拉直, 拉直竖线, 垂直线拉直, 拉直垂直线, 垂直透视'),
  fix({ LensProfileEnable: 1 }, 'lens distortion, barrel distortion, pincushion distortion, lens correction, lens corrections, lens profile, correct the lens, distortion', '镜头畸变, 畸变, 桶形畸变, 枕形畸变, 镜头校正, 校正镜头, 镜头变形, 去畸变, 畸变校正, 镜头配置文件'),
  fix({ MoireFilter: 60 }, 'moire, moiré, moire pattern, moiré pattern', '摩尔纹, 去摩尔纹, 波纹, 彩虹纹'),
];
