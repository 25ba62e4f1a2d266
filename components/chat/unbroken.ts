/** Words with their numbers kept together with the sign behind them: “78 %” never stands on two lines. */
export const unbroken = (text: string): string => text.replaceAll(/(?<=\d) (?=%)/g, '\u00a0');
