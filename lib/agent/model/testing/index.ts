/** Test doubles of model servers. Nothing in the product imports them. */
export type { Answering, Fault, Reply } from './replies';
export { halvesSeen } from './sight';
export { closeStandIns, standIn, type Received, type StandIn } from './stand-in';
export { judgeOfLight, OVERDOING } from './rollback';
