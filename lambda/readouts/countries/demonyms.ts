/*
 * What people and things of a country are called, by language: ISO code, then words. A word that ends in `*`
 * stands for every ending (`российск*`). Words that belong to two countries (Korean, Congolese) are left out; a code
 * of `-` marks an expression that contains a country's word and means none. Sources: CLDR has names alone; these follow
 * the United Nations' English Terminology (UNTERM) and the dictionaries of each language.
 */
const english = `
AD Andorran Andorrans|AE Emirati Emiratis|AF Afghan Afghans|AL Albanian Albanians|AM Armenian Armenians
AO Angolan Angolans|AR Argentine Argentinian Argentines|AT Austrian Austrians|AU Australian Australians
AZ Azerbaijani Azerbaijanis Azeri|BA Bosnian Bosnians|BD Bangladeshi Bangladeshis|BE Belgian Belgians
BF Burkinabe Burkinabé|BG Bulgarian Bulgarians|BH Bahraini Bahrainis|BI Burundian|BJ Beninese|BN Bruneian
BO Bolivian Bolivians|BR Brazilian Brazilians|BT Bhutanese|BW Botswanan|BY Belarusian Belarusians Belarussian
BZ Belizean|CA Canadian Canadians|CH Swiss|CI Ivorian Ivorians|CL Chilean Chileans|CM Cameroonian Cameroonians
CN Chinese|CO Colombian Colombians|CR Costa_Rican|CU Cuban Cubans|CV Cabo_Verdean Cape_Verdean|CY Cypriot Cypriots
CZ Czech Czechs|DE German Germans|DK Danish Danes|DJ Djiboutian|DZ Algerian Algerians|EC Ecuadorian Ecuadorean
EE Estonian Estonians|EG Egyptian Egyptians|ER Eritrean Eritreans|ES Spanish Spaniards|ET Ethiopian Ethiopians
FI Finnish Finns|FJ Fijian Fijians|FR French|GA Gabonese|GB British Britons|GE Georgian Georgians|GH Ghanaian Ghanaians
GM Gambian|GR Greek Greeks|GT Guatemalan|GY Guyanese|HN Honduran|HR Croatian Croatians Croats|HT Haitian Haitians
HU Hungarian Hungarians|ID Indonesian Indonesians|IE Irish|IL Israeli Israelis|IN Indian Indians|IQ Iraqi Iraqis
IR Iranian Iranians|IS Icelandic|IT Italian Italians|JM Jamaican|JO Jordanian Jordanians|JP Japanese|KE Kenyan Kenyans
KG Kyrgyz|KH Cambodian Cambodians|KP North_Korean North_Koreans|KR South_Korean South_Koreans|KW Kuwaiti Kuwaitis
KZ Kazakh Kazakhs Kazakhstani|LA Laotian Lao|LB Lebanese|LK Sri_Lankan|LR Liberian|LS Basotho|LT Lithuanian Lithuanians
LU Luxembourgish|LV Latvian Latvians|LY Libyan Libyans|MA Moroccan Moroccans|MD Moldovan Moldovans Moldavian
ME Montenegrin Montenegrins|MG Malagasy|MK Macedonian|ML Malian Malians|MM Burmese|MN Mongolian Mongolians
MR Mauritanian|MT Maltese|MU Mauritian|MV Maldivian|MW Malawian|MX Mexican Mexicans|MY Malaysian Malaysians
MZ Mozambican|NA Namibian|NE Nigerien|NG Nigerian Nigerians|NI Nicaraguan Nicaraguans|NL Dutch|NO Norwegian Norwegians
NP Nepali Nepalese|NZ New_Zealander New_Zealanders|OM Omani Omanis|PA Panamanian|PE Peruvian Peruvians
PH Filipino Filipinos Philippine|PK Pakistani Pakistanis|PL Polish Poles|PS Palestinian Palestinians
PT Portuguese|PY Paraguayan|QA Qatari Qataris|RO Romanian Romanians|RS Serbian Serbians Serbs|RU Russian Russians
RW Rwandan Rwandans|SA Saudi Saudis|SD Sudanese|SE Swedish Swedes|SG Singaporean Singaporeans|SI Slovenian Slovene
SK Slovak Slovaks|SL Sierra_Leonean|SN Senegalese|SO Somali Somalis|SS South_Sudanese|SV Salvadoran|SY Syrian Syrians
TD Chadian|TG Togolese|TH Thai Thais|TJ Tajik Tajiks Tajikistani|TL Timorese|TM Turkmen|TN Tunisian Tunisians
TR Turkish Turks|TT Trinidadian|TZ Tanzanian Tanzanians|UA Ukrainian Ukrainians|UG Ugandan Ugandans|US American Americans
UY Uruguayan|UZ Uzbek Uzbeks Uzbekistani|VA Vatican Holy_See|VE Venezuelan Venezuelans|VN Vietnamese|XK Kosovar Kosovan
YE Yemeni Yemenis|ZA South_African South_Africans|ZM Zambian|ZW Zimbabwean Zimbabweans
- German_Gref Latin_American Central_American South_American North_American Native_American American_Samoan American_Samoa
- Indian_Ocean West_Indian Native_Americans African_American African_Americans American_Indian British_Columbia New_Mexico`;

const russian = `
AE эмиратск*|AF афганск*|AL албанск*|AM армянск*|AO ангольск*|AR аргентинск*|AT австрийск*|AU австралийск*
AZ азербайджанск*|BA боснийск*|BD бангладешск*|BE бельгийск*|BG болгарск*|BH бахрейнск*|BR бразильск*|BY белорусск*
CA канадск*|CH швейцарск*|CL чилийск*|CN китайск*|CO колумбийск*|CU кубинск*|CY кипрск*|CZ чешск*|DE германск* немецк*
DK датск*|DZ алжирск*|EE эстонск*|EG египетск*|ES испанск*|ET эфиопск*|FI финляндск* финск*|FR французск*|GB британск*
GE грузинск*|GR греческ*|HR хорватск*|HU венгерск*|ID индонезийск*|IE ирландск*|IL израильск*|IN индийск*|IQ иракск*
IR иранск*|IT итальянск*|JO иорданск*|JP японск*|KE кенийск*|KG киргизск* кыргызск*|KP северокорейск*
KR южнокорейск*|KW кувейтск*|KZ казахстанск* казахск*|LA лаосск*|LB ливанск*|LT литовск*|LV латвийск*|LY ливийск*
MA марокканск*|MD молдавск* молдовск*|ME черногорск*|MK македонск*|MN монгольск*|MX мексиканск*|MY малайзийск*
NG нигерийск*|NL нидерландск* голландск*|NO норвежск*|PK пакистанск*|PL польск*|PS палестинск*|PT португальск*
QA катарск*|RO румынск*|RS сербск*|RU российск* русск*|SA саудовск*|SE шведск*|SG сингапурск*|SI словенск*
SK словацк*|SY сирийск*|TH таиландск* тайск*|TJ таджикск* таджикистанск*|TM туркменск* туркменистанск*|TN тунисск*
TR турецк*|UA украинск*|US американск*|UZ узбекск* узбекистанск*|VE венесуэльск*|VN вьетнамск*|YE йеменск*|ZA южноафриканск*`;

const german = `
AF afghanisch*|AM armenisch*|AT österreichisch*|AU australisch*|AZ aserbaidschanisch*|BE belgisch*|BG bulgarisch*
BR brasilianisch*|BY belarussisch* weißrussisch*|CA kanadisch*|CH schweizer* schweizerisch*|CN chinesisch*|CZ tschechisch*
DE deutsch*|DK dänisch*|EE estnisch*|EG ägyptisch*|ES spanisch*|FI finnisch*|FR französisch*|GB britisch*|GE georgisch*
GR griechisch*|HR kroatisch*|HU ungarisch*|ID indonesisch*|IE irisch*|IL israelisch*|IN indisch*|IQ irakisch*|IR iranisch*
IT italienisch*|JO jordanisch*|JP japanisch*|KG kirgisisch*|KR südkoreanisch*|KZ kasachisch*|LB libanesisch*|LT litauisch*
LV lettisch*|LY libysch*|MA marokkanisch*|MD moldauisch*|MN mongolisch*|MX mexikanisch*|NL niederländisch*|NO norwegisch*
PK pakistanisch*|PL polnisch*|PS palästinensisch*|PT portugiesisch*|RO rumänisch*|RS serbisch*|RU russisch*|SA saudisch*
SE schwedisch*|SI slowenisch*|SK slowakisch*|SY syrisch*|TJ tadschikisch*|TN tunesisch*|TR türkisch*|UA ukrainisch*
US amerikanisch*|UZ usbekisch*|VN vietnamesisch*|ZA südafrikanisch*
- lateinamerikanisch* südamerikanisch* nordamerikanisch*`;

const french = `
AM arménien*|AT autrichien*|AZ azerbaïdjanais*|BE belge*|BR brésilien*|BY biélorusse*|CA canadien*|CH suisse*|CN chinois*
DE allemand*|DZ algérien*|EG égyptien*|ES espagnol*|FR français*|GB britannique*|GE géorgien*|GR grec grecque*|HU hongrois*
IL israélien*|IN indien*|IR iranien*|IT italien*|JP japonais*|KG kirghize*|KZ kazakh*|LB libanais*|MA marocain*|ML malien*
NL néerlandais*|PL polonais*|PS palestinien*|PT portugais*|RO roumain*|RU russe*|SA saoudien*|SE suédois*|SN sénégalais*
SY syrien*|TN tunisien*|TR turc turque* turcs|UA ukrainien*|US américain* états-unien*|UZ ouzbek* ouzbèk*
- latino-américain* sud-américain*`;

const spanish = `
AR argentin*|BO bolivian*|BR brasileñ*|CA canadiens*|CL chilen*|CN chin*|CO colombian*|CU cuban*|DE alemán alemana*
EC ecuatorian*|ES español*|FR francés frances*|GB británic*|IL israelí*|IN indi*|IR iraní*|IT italian*|JP japonés japones*
KG kirguís* kirguis*|MA marroquí*|MX mexican*|PE peruan*|PT portugués portugues*|PY paraguay*|RU ruso rusa rusos rusas
TR turco turca turcos turcas|UA ucranian*|US estadounidens*|UY uruguay*|VE venezolan*
- latinoamerican* sudamerican* indic* indispens* indign* indig* indiv*`;

const portuguese = `
AO angolan*|AR argentin*|BR brasileir*|CN chinês chines*|DE alemão alem*|ES espanhol*|FR francês frances*|GB britânic*
IT italian*|JP japonês japones*|MZ moçambican*|PT português portugues*|RU russo russa russos russas|TL timorens*|UA ucranian*
US norte-american* american*
- latino-american* sul-american*`;

const italian = `
AL albanes*|AT austriac*|CN cines*|DE tedesc*|EG egizian*|ES spagnol*|FR frances*|GB britannic*|GR grec*|IL israelian*
IN indian*|IT italian*|JP giappones*|LY libic*|PL polacc*|RU russ*|TN tunisin*|TR turc*|UA ucrain*|US american* statunitens*`;

const ukrainian = `
AZ азербайджанськ*|BY білоруськ*|CA канадськ*|CN китайськ*|CZ чеськ*|DE німецьк*|ES іспанськ*|FR французьк*|GB британськ*
GE грузинськ*|HU угорськ*|IL ізраїльськ*|IT італійськ*|JP японськ*|KG киргизьк*|KZ казахстанськ*|LT литовськ*|LV латвійськ*
EE естонськ*|MD молдовськ*|NL нідерландськ*|PL польськ*|RO румунськ*|RU російськ*|SE шведськ*|SK словацьк*|TR турецьк*
UA українськ*|US американськ*`;

/** By language: pairs of a code, or null for a decoy, and a word. */
export const demonyms: Readonly<Record<string, readonly (readonly [string | null, string])[]>> =
  Object.fromEntries(
    Object.entries({
      en: english,
      ru: russian,
      de: german,
      fr: french,
      es: spanish,
      pt: portuguese,
      it: italian,
      uk: ukrainian,
    }).map(([language, table]) => [language, pairs(table)]),
  );

function pairs(table: string): readonly (readonly [string | null, string])[] {
  return table.split(/[|\n]/).flatMap((row) => {
    const [code = "", ...words] = row.split(" ").filter((word) => word !== "");
    return words.map((word) => [code === "-" ? null : code, word.replaceAll("_", " ")] as const);
  });
}
