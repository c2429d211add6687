/**
 * Function words of the languages that press offices write, folded. They are looked for like any
 * other word; they only never serve to index a query while it has another word.
 */
export const COMMON_TERMS: ReadonlySet<string> = new Set(
  `a about after all also an and any are as at be been but by can for from had has have he her his i if
  in into is it its more not of on one or our out she so such that the their them there these they this
  to us was we were what when which who will with would you your s
  au aux avec ce cette ces d dans de des du elle en est et il ils l la le les leur mais nous ont ou par
  pas pour qu que qui sa se ses son sur un une vous
  als am auf aus bei das dass dem den der die ein eine einen einer er es fur haben hat ich im ist mit
  nicht sich sie sind und von war wie wir wird zu zum zur
  al con como del el esta este ha han las lo los mas no nos para pero por su sus sobre y ya
  che da dal dei della delle di gli ho nel nella per piu sono ao aos com da do dos e em na nas no os
  pelo pela que sao um uma
  а без был была были было в вас ваш во все вы где да для до его ее если есть еще же за и из или им их
  к как ко когда которые который мы на над нам нас наш не нет но о об он они от очень по при с со так
  также то только у уже чем что чтобы это этого этот я
  або але в від він вона вони для до з за із є й і їх має ми на не під по про та також те ти у це цього
  що як`
    .trim()
    .split(/\s+/),
);
