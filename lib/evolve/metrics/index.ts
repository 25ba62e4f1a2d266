/** What results are measured with. Pure numbers; nothing here knows of policies or photos. */
export { plcc, ranks, srcc } from './correlation';
export { type BootstrapOptions, type Interval, bootstrap, wilson } from './intervals';
export { type Difference, difference, psnr } from './pixels';
export { type Outcome, type WinRate, outcomeOf, winRate } from './wins';
