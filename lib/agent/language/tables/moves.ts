import type { BareTag, Row, TurnVia } from '../atoms';

const turn = (direction: 1 | -1, via: TurnVia, en: string, zh: string, degree?: number): Row =>
  ({ atom: { tag: 'turn', direction, via, ...(degree === undefined ? {} : { degree }) }, en, zh });
const bare = (tag: BareTag, en: string, zh: string): Row => ({ atom: { tag }, en, zh });

/** Words that say which way, that complain, limit, or hold a sentence together. */
export const MOVES: readonly Row[] = [
  turn(1, 'add', 'add, give, put, apply, introduce, inject, throw in, include, use', '加, 添加, 增添, 加入, 加上, 来, 添, 加个, 来点, 加点, 多加, 补, 补点, 补一点'),
  { atom: { tag: 'turn', direction: 1, via: 'scale', general: true }, en: 'enhance, improve, perfect it', zh: '提升, 增强' },
  turn(1, 'scale', 'increase, raise, boost, lift, pump up, pump, bump, bump up, crank, crank up, amplify, strengthen, push, up the, turn up, dial up, bring up, emphasise, emphasize, accentuate, bring out, hike, pull up, strengthen up, ramp up, beef up, raise up', '提高, 增加, 加强, 调高, 拉高, 提, 升, 升高, 加大, 提起来, 拉起来, 强化, 抬高, 提一提, 提一下, 拉一下, 加一下, 提上来, 调大, 加重, 推高, 拉升'),
  turn(1, 'more', 'more, extra, additional, even more, further, some more, another', '更, 更加, 再, 多, 更多, 多一些, 再来, 再多, 更为, 愈加'),
  turn(1, 'adjective', 'high, strong, stronger, higher, greater, bigger, heavier, thicker, intensive', '高, 强, 大, 重, 足, 打开, 强烈, 拉开'),
  turn(1, 'particle', 'up, upward, upwards', ''),
  turn(-1, 'remove', 'remove, get rid of, take out, take away, eliminate, delete, erase, strip, strip out, lose, drop the, cut out, clean up, take off, kill, clear, turn off, switch off, do away with, rid', '去掉, 去除, 移除, 删除, 删掉, 消除, 去, 除掉, 清除, 关掉, 抹掉, 拿掉, 擦除, 擦掉', 0.9),
  turn(-1, 'scale', 'reduce, lower, decrease, drop, cut, pull down, bring down, tone down, dial down, turn down, dial back, pull back, ease off, ease, take down, minimise, minimize, weaken, diminish, lessen, tame, suppress, knock back, knock down, cut down, cut back, scale back, back off, calm, calm down, temper, pull in, hold back, rein in, limit, tone back, crush, minus', '降低, 减少, 减弱, 减, 降, 压低, 压, 调低, 拉低, 减小, 收, 收一下, 收一收, 减轻, 弱化, 削弱, 抑制, 压下来, 压一压, 压一下, 降一降, 降一下, 减淡, 拉下来, 降下来, 调小, 缩小, 压制, 控制, 压住, 收敛, 拉回来, 减点'),
  turn(-1, 'more', 'less, fewer, not as much, not as, not so, not that, not so much', '少, 少一点, 没那么, 不那么, 别那么, 不要那么, 不要这么, 别这么, 少点, 少一些, 不用那么'),
  turn(-1, 'adjective', 'low, weak, weaker, lower, smaller, lesser', '低, 弱, 小, 轻, 浅'),
  turn(-1, 'particle', 'down, downward, downwards', ''),
  bare('too', 'too, overly, excessively, way too, far too, too many, over the top, so, excessive, much too', '太, 过于, 太过, 过, 过分, 太多, 过多, 过高, 过重'),
  bare('lean', 'leaning, skewed, veering', '偏'),
  bare('cast', 'cast, colour cast, color cast, casts', '偏色, 色罩, 色偏, 发, 泛'),
  bare('lack', "lack, lacks, lacking, needs, need, needs more, need more, not enough, isn't, isnt, doesn't have enough, doesn't have, missing, could use, could use some, could do with, wants more, insufficient, without enough, enough, could be, should be, needs to be, need to be, aren't, ought to be", '不够, 缺, 缺少, 缺乏, 没有足够的, 欠缺, 不足, 需要, 差点, 欠, 缺点, 不太够'),
  bare('not', "don't, dont, do not, no, not, without, never, avoid, avoiding, stop, prevent, without making, don't let, do not let, make sure not to, just not, nothing too, refrain from, rather than, won't, shouldn't, should not, must not, mustn't, can't, cannot", '不要, 别, 不, 不能, 避免, 切勿, 不可, 不想, 不想要, 禁止, 勿, 不得, 防止, 不需要, 不用, 别让, 不要让, 不会, 莫, 不许, 不准, 别把, 不要把'),
  bare('unchanged', "don't touch, do not touch, without touching, leave, leave alone, don't change, do not change, without changing, don't mess with, without affecting, don't affect, don't alter, without altering, not touch, not change, untouched, unchanged, as is, as it is, as they are, alone, don't modify, without modifying, without messing up, without ruining, don't ruin, leave it alone, intact, not affect, hands off", '别动, 不要动, 不动, 不要改, 别改, 不改变, 不要改变, 不变, 别碰, 不要碰, 不影响, 不要影响, 别影响, 勿动, 原样, 别去动, 不要调, 别调'),
  bare('keep', 'keep, preserve, retain, maintain, protect, hold, hold on to, keep the, save, respect, stay, while keeping, mind, watch, remain, be careful with, careful with', '保持, 保留, 维持, 保护, 留住, 保住, 注意, 留意, 维持住, 留着'),
  bare('want', "make, let, get, turn, turn into, i want, want, i'd like, would like, i would like, render, set, go for, going for, aim for, shift, push toward, i need, i'd love, like it to be, to be, bring, pull, drag, move, nudge, take, dial, give it, give me, try, become, convert, convert to, convert into, transform, transform into, have", '让, 使, 调, 调成, 调整, 弄, 弄成, 做成, 变, 变成, 改成, 处理成, 调得, 要, 想要, 我想要, 我要, 想, 希望, 改为, 转成, 设为, 设置, 设成, 调出, 做出, 做, 调到, 打造, 呈现, 营造, 转为, 调为'),
  bare('than', 'than, compared to, compared with, compared', '比'),
  bare('aspect', '', '了'),
  bare('swap', 'change it to, change to', '换成, 换, 变换成'),
  bare('is', "is, it's, looks, look, are, feels, seems, appears, its, looking, was, were, comes across as, they're, came out, comes out, turned out, feel, seem, being, got, has", '看起来, 显得, 是, 看上去, 感觉, 觉得, 看着, 拍得, 拍的, 拍出来'),
  bare('still', 'still, now, again, even, yet', '还是, 还, 仍然, 仍, 依然, 依旧, 现在'),
  bare('only', 'only, just the, nothing but, exclusively, solely', '只, 只有, 仅, 仅仅, 单独, 只留, 只要'),
  bare('except', 'except, except for, apart from, other than, everything but, all but, everything except, but the, outside, besides, anything but, excluding', '除了, 除, 以外, 之外, 除开, 其他, 其余, 其它'),
  bare('toward', 'toward, towards, to, into, in the direction of, leaning', '往, 向, 朝, 偏向, 趋向, 到'),
  bare('tinge', 'tinge, wash, toning, toned, tinted, tint them, tint it, split tone, split toning, grade', '色调, 调子, 染, 染成, 着色'),
  bare('natural', 'natural, naturally, natural looking, realistic, keep it subtle, not overdone, not over the top, nothing crazy, nothing too crazy, nothing extreme, nothing drastic, not overdo it, overdo it, overdo, tasteful, believable, real, organic', '自然, 自然一点, 真实, 不要太过, 别太过, 别过头, 不要过头, 不夸张, 不要太夸张, 别太夸张, 别过度, 不要过度, 含蓄, 真实感, 原汁原味, 自然些'),
  bare('reference', 'that, this change, that change, last change, previous change, last edit, last one, the effect, the edit, previous edit, last step, previous step, the change, your changes, that one, previous one, the previous one, last version, what you did, those changes, the adjustment', '刚才, 刚刚, 上次, 上一步, 刚才的, 那个, 这个效果, 刚才那步, 上一个, 效果, 前面的修改, 之前的, 力度, 刚才的效果, 上一版, 前一版, 之前那版'),
  bare('same', 'same, also, as well, likewise, too as well, do the same, the same, same thing, ditto', '也, 同样, 也这样, 一样, 也是, 也要, 同样处理, 也一样'),
  bare('opposite', 'opposite, reverse, the other way, other way around, other way round, the opposite, other direction, wrong direction, wrong way', '反过来, 相反, 反着来, 反方向, 反了, 方向反了'),
  bare('change', 'change, adjust, adjustment, tweak, modify, alter, work on, edit, process, refine, play with, do something about, touch, mess', '改, 改变, 修改, 调节, 变化, 动'),
  bare('look', 'look, looks, feel, vibe, mood, style, aesthetic, effect, filter, preset, treatment, atmosphere, tone, tones, looking, finish, grading, grade, type, tonality, shade, shades, character, appearance, effects, feeling, vibes, moods, styles, palette, edit style, theme', '风格, 感觉, 效果, 滤镜, 调调, 风, 感, 氛围, 味道, 调性, 意境, 系, 风格的, 调, 质地, 味, 气质, 情调, 氛围感, 基调'),
  bare('join', 'and, with, plus, as well as, along with, together with, and also, and a, or, while, and some, and the, yet also', '和, 与, 并, 并且, 而且, 以及, 又, 且, 跟, 同时, 外加, 加上点, 还有, 兼'),
  bare('stop', 'but, however, then, though, although, because, since, next, afterwards, after that, finally, and then, also please, lastly, otherwise, if, when, otherwise', '但, 但是, 不过, 然后, 接着, 可是, 只是, 另外, 此外, 最后, 首先, 先, 因为, 所以, 而, 其次'),
  bare('the', 'the, these, those, his, their, my, its own, a, an', ''),
  bare('of', 'photo of, picture of, image of, shot of, portrait of, photograph of, pic of, photos of', '这是, 这张是, 拍的是, 照片里是, 这张照片是'),
];
