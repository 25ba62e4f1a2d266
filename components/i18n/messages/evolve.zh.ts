import type { Messages } from './en';

export const evolveZh: Messages['evolve'] = {
  rate: {
    title: '你的评分',
    aesthetics: '画面',
    instruction: '符合要求',
    of: '你的评分：{what}',
    clear: '撤回评分',
  },
  consent: {
    title: '可以让工作室从你的判断中学习吗？',
    text: '同意后，会保存你的星级和盲选，以及你保留、撤销、恢复或手动修改了哪些结果——连同相关的要求、设置和照片。',
    where: '只保存在这台服务器上，绝不会发送到别处。你可以随时查看、导出、删除，或者关闭。',
    yes: '可以，保存',
    no: '不用',
    thanks: '从现在起开始保存，全部可在「进化」页面查看。',
    declined: '什么都不会保存。可在「进化」页面更改。',
  },
};
