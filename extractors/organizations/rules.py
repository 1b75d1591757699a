"""The rules of organizations: what each finds and what it leaves."""

from extractors.rules import Rule

RULES = (
    Rule(
        id="organizations.registered-name",
        says="A name of the registry, in any spelling that the rules of spelling make of it, its capitals kept.",
        matches=(
            "the «UN Security Council» and the «Organisation for Security and Cooperation in Europe»",
            "the «U.N. Mission in South Sudan», «Médecins Sans Frontières» and «Doctors Without Borders»",
            "NATO's «Stabilisation Force» and the «UN Peace-keeping Force in Cyprus»",
            "the «United Nations» High Commissioner, the «European Union» Special Representative",
            "the «People’s Movement for the Liberation of Angola» and the «Lords Resistance Army»",
            "the «Interim Force in Lebanon», the «Knesset» and the «Verkhovna Rada»",
        ),
        rejects=(
            "a security council of the village, a free trade union, people in need",
            "24 UN Volunteers arrived.",
            "the Governing Council, the National Security Council of Ghana",
            "a troika of horses, the contact group of parents",
        ),
    ),
    Rule(
        id="organizations.registered-acronym",
        says="An acronym of the registry, also as UNMiL or Nato; one that spells a word only among small letters.",
        matches=(
            "«UNMIL», the «UN» and «ECOWAS» met «OMiK».",
            "«Nato» troops, «AU»-led forces and «UN» member states",
            "The «WHO» cares for people who fled «IS».",
            "The «PLA», as the People's Liberation Army is called, left.",
        ),
        rejects=(
            "WHO WE ARE AND WHAT WE DO",
            "He is taking care of the model; who is home?",
            "The PSC met in Addis Ababa.",
            "A/HRC/RES/31/18 and S/RES/1701 (2006)",
        ),
    ),
    Rule(
        id="organizations.explained",
        says="A name or acronym that the document explains in parentheses or behind *or*; it holds everywhere in it.",
        matches=(
            "«JVT» men came. The Joint Verification Team («JVT») left.",
            'the Civil Monitoring Office\'s («CMO») mandate, and the "Border Guard Force" («BGF»)',
            "The Liberia Peace Council, or «LPC», attacked; «ABC» (Anti-Bandit Corps) fled.",
            "the Border Guard («Garde frontalière», «GF»; aka «Frontier Scouts»)",
            "the «United Nations High Commissioner for Refugees» (UNHCR)",
            "the Rainbow Alliance («BX») and the Joint Patrol Team, known as «JPT», left",
            "the Border Watch Force (hereinafter «BWF»; formerly the «Frontier Rifles»)",
            "«FATog» men joined the Togolese Armed Forces («FATog») and the National Electoral Commission («CENI»)",
        ),
        rejects=(
            "the European Union (EULEX) and the Contact Group (France or Germany)",
            "a Status of Forces Agreement (SOFA) and quick impact projects (QIPs)",
            "The Joint Verification Team (in Juba) left.",
            "the Commander of the Togolese Army (CTA), the Centre for Rural Water and Sanitation (RWS)",
            "the Border Force (Mali), the Bank of Ghana (USD), the Supreme Court (UK) and the Border Guard (Annex)",
        ),
    ),
    Rule(
        id="organizations.branch",
        says="A non-governmental organization with the name of a country behind it is its branch there.",
        matches=("«Oxfam Uganda» said so.", "Staff of «CARE Poland» and «Transparency International Kenya» met."),
        rejects=("UNHCR Uganda and Oxfam in Uganda", "Oxfam Ugandan staff", "Oxfam, Uganda and Kenya"),
    ),
    Rule(
        id="organizations.modified-head",
        says="Capitalised words before a word that makes them an organization's name, and what may stand behind it.",
        matches=(
            "the «Iraqi Ministry of Oil» and the «Kenyan National Coast Guard»",
            "the «Truth and Reconciliation Commission of Liberia» met the «Supreme Court».",
            "Mali's «National Women's Council» and the «Joint Working Group on Missing Persons»",
            "the «Anti-corruption Agency», the «South Sudanese Government» and the «British Embassy Tirana»",
            "the «Spanish Embassy in Accra», the «State Chancellery» and the «Federal Government»",
            "the «Regional Centre for Women, Peace and Security» in Kampala",
            "the «UN/AU Mediation Team»; «Thistledown University Press» and «Mombasa Law School»",
        ),
        rejects=(
            "the Russian Federation, the Soviet Union and the West Bank",
            "Serbian forces, the French army and the Malian authorities",
            "the UNMISS Force Commander, the Chief of Police and the Host Government",
            "the Arusha Peace Agreement, the Vienna Convention and Operation Restore Hope",
            "However, Party members and many Police officers left.",
            "Local Government, Member States and Troop-Contributing Countries",
            "the Senior Mission Leader, the Multinational Force Commander",
            "the White House, the press house, a Primary School and the Free Press",
        ),
    ),
    Rule(
        id="organizations.head-with-complement",
        says="A word that makes the words behind it the name of an organization, joined by *of*, *for* or *on*.",
        matches=(
            "the «Ministry of Labour and Social Affairs» and the «Ministry of Justice»",
            "the «Government of the Republic of Zambia» and the «Bank of Uganda»",
            "the «Office of the Prime Minister of Nepal», the «University of Juba» and the «Church of England»",
            "the «House of Representatives of Malta» and the «House of Elders»",
        ),
        rejects=(
            "an office of the village, the government of the day",
            "the Governments of Chad and Niger",
            "the Head of Mission and the Treaty on Open Skies",
            "the Minister of Justice and the Charter of Human Rights",
            "the House of Cards and the House of Saud",
        ),
    ),
    Rule(
        id="organizations.head-alone",
        says="A word that is the name of an organization without another, such as the name of a chamber.",
        matches=("The «Senate» voted.", "a «Senate» seat, two «Senate» bills"),
        rejects=("the senate of the university, the Senator", "The Council met.", "the Senate of Kenya"),
    ),
    Rule(
        id="organizations.company",
        says="Capitalised words before a legal form of companies.",
        matches=(
            "«Harbour Cement plc» and «Blue Nile Sugar Co., Ltd.» paid.",
            "«Alpha Oil Inc» and «Beta Gas GmbH» merged; employees of «Delta & Sons Corp.» left.",
            "«Pharos, Inc.», «Kadir Ünal S.A.» and «Lindqvist AB» bid.",
            "«Gem Steel (Pty) Ltd» sued «Petra Palm Sdn Bhd», «Zora Plod d.o.o.» and «Lake Tea Limited».",
        ),
        rejects=(
            "the Kenya AG and the Deputy AG",
            "the SE of Juba, 200 KG and an Inc",
            "the co. agreed with the ltd. firm",
            "Access Limited to members; Distr.: Limited; the (Pty) and the limited edition",
            "Mali, SA",
        ),
    ),
    Rule(
        id="organizations.romance-name",
        says="A head in French, Spanish or Portuguese, and what is joined to it by links and adjectives.",
        matches=(
            "the «Comité national de suivi» met the «Frente para la Defensa del Litoral» again",
            "the «Forces armées gabonaises», the «Mouvement pour le salut de l'Ouest» and others",
            "the «Ministério das Pescas» and the «Partido Agrario de Salta» signed",
            "the «Union des forces démocratiques» left",
        ),
        rejects=(
            "The Commission agreed, Union leaders said; Police officers left.",
            "The Forces do not agree with the Front line; Police unique to it",
            "the Comité agreed and the comité national de suivi left",
            "un mouvement pour la paix",
        ),
    ),
    Rule(
        id="organizations.foreign-name",
        says="A head in Albanian, German, Italian or Serbian, or transliterated from Arabic or Persian.",
        matches=(
            "the «Partia Popullore», the «Shoqata për Drejtësi» and the «Ministero degli Affari Esteri»",
            "the «Bundesamt für Naturschutz» and the «Gesellschaft für Technik» replied",
            "«Harakat al-Sabr», «Hezb-e Adalat» and «Lashkar-e-Noor» fought; «Liwa Thuwar Tripoli» fled.",
        ),
        rejects=("the Harakat left", "Dar agreed with al-Noor", "the partia popullore", "Hizb is a word"),
    ),
    Rule(
        id="organizations.opened-name",
        says="A word that opens a name in English: Radio with a name behind, people *for* or *without* something.",
        matches=(
            "«Radio Sawt» reported that «Lawyers for Lesotho» and «Engineers without Frontiers» had met.",
            "«Women for Peace» and «Mothers against Guns» marched.",
            "He told «Students for a Free Malta» and the «Concerned Mothers for Chad» so.",
            "«Transport Malta» and «Parks Canada» met «Sport England»; «NHS Tarvin» paid.",
            "«FK Lesna» beat «FC Brodno»; «Halden F.C.» lost.",
        ),
        rejects=(
            "Radio was silent, and lawyers for Lesotho left.",
            "Police Malta 2019, Health Kenyans, Tourism: Kenya, and sport in England",
            "Women in Lesotho voted; Doctors without visas left.",
        ),
    ),
    Rule(
        id="organizations.named-among",
        says="A capitalised name in a list behind a common noun such as *militias* and *such as* or *including*.",
        matches=(
            "militias such as «Sagaret», «Tiga Bintang» and the «Korbafo» fled; parties, including «Nidal»,",
            "armed groups including «Zamboni» and others; companies such as «Brisk Water» and Kenya",
        ),
        rejects=(
            "militias such as those of Kenya",
            "parties including Minister Ali",
            "groups such as women",
            "militias",
        ),
    ),
    Rule(
        id="organizations.named-beside",
        says="A capitalised name before *militia*, *guerrillas* and their like that is no people's.",
        matches=(
            "the «Sagaret» militia left.",
            "Fighters of the «Tiga Bintang» guerrillas and the «Korbafo» militants met.",
        ),
        rejects=("the Hutu militia and Serb militias", "Kenyan guerrillas", "the militia", "Many militias fled."),
    ),
    Rule(
        id="organizations.apposition",
        says="A capitalised name that a noun beside it explains: the charity before it, or a charity behind a comma.",
        matches=(
            "the rebel group «Sagaret» and a party called «Tiga Bintang»; a militia called «Hawks of Hama»",
            "«Tamarind Reach», a Nairobi-based charity, left; a group calling itself «Usun al-Fajr» came.",
            "Its parent company, «Dahlia Kesk», denied it.",
        ),
        rejects=(
            "In Goma, a charity that feeds the poor was robbed.",
            "the party Secretary, the group Council and the company in Kenya",
            "Meanwhile, a company of soldiers left; the party Manifesto was printed",
            "Ali, a militia leader, and Deng, a party member, met.",
        ),
    ),
    Rule(
        id="organizations.listed-beside",
        says="A capitalised name in a list of three, the other two of which are organizations.",
        matches=(
            "Fatah, «Sumud» and Hamas met; so did Likud, Shas and «Derekh Eretz».",
            "the talks of «Tamarod», Fatah and the UN; UNHCR, the «Nasij» and UNICEF",
            "UNICEF, Oxfam, and «Shelter Kesk» were there.",
        ),
        rejects=(
            "Fatah, Norway and Hamas; NATO, Minister Ali and the EU; UNHCR, Kinshasa and WFP",
            "Likud and Derekh Eretz; Fatah, several others and Hamas; UNICEF, Oxfam and the Report",
            "The EU, Russia and the United Nations met in Sochi.",
            "a siege in Ituri and North Kivu, CODECO and UNICEF; Focus on the Family, Oxfam and UNICEF",
        ),
    ),
    Rule(
        id="organizations.doer",
        says="A capitalised name behind *by* of what hardly a person does: operate, fund, sponsor, insure.",
        matches=(
            "pumps operated by «Voda Lestva», and a tour sponsored by «Kelda» in May",
            "buses insured by the «Harrow Dell».",
        ),
        rejects=(
            "schools funded by European taxpayers, by Germany and by Minister Ali",
            "a house financed by loans; brewed by Monday",
            "a camp operated by the Committee in town",
        ),
    ),
    Rule(
        id="organizations.political-party",
        says="A direction of politics with a capital before *party* or *parties*.",
        matches=("the «Labour party» and the «Liberal» and «Green» parties", "the «Social Democratic party» won."),
        rejects=("the liberal party, a Third party", "the State party and the Contracting parties"),
    ),
    Rule(
        id="organizations.initials",
        says="The initials of an organization that the document names, though it does not explain them.",
        matches=(
            "The Tongan Border Patrol Force left. Later «TBPF» men came back.",
            "Men of the «NDC» met the National Dairy Council.",
        ),
        rejects=("The border patrol force left the DMZ.", "The Tongan Border Patrol Force came to TBF."),
    ),
    Rule(
        id="organizations.acting-acronym",
        says="Letters in the position of a body: they act, have members or are told; the document explains no other.",
        matches=(
            "The «NVK» said so, and «NVK» men left.",
            "Then the «BRTV» announced it.",
            "«KPU» fighters and «DRL»-led troops met officials of «TWA».",
            "According to «BKM», the road was funded by the «SOR».",
            "The «KTRA» has not replied; «NDLM» proposes to sue, and the «VRPO» will repair it.",
            "She told the «TWAC» that «MoKEP» accepted an agreement with «RNK»; «QRS»'s leader left.",
            "Staff of UNHCR, Oxfam and «KTN» came, and the UN and the «VRNK» agreed.",
        ),
        rejects=(
            "The SRSG said so; the NVK was built.",
            "HIV activists, GDP figures and NVK roads; Amara KOSI said so, and KOSI men left.",
            "The DDR has grown; NVK reports are long, IDPs said so, and the UAE told GDP from VAT.",
            "He met UNHCR and the NVK; roads, NVK and wells; an agreement with no NVK in it",
            "The Host Nation Agreement (HNA) said so. The HNA said so.",
            "BY THE NVK SAID",
        ),
    ),
    Rule(
        id="organizations.short-form",
        says="A capitalised head, or the end of a registered name, that stands for an organization named before.",
        matches=(
            "UNMIL left. The Security Council met; the «Council» agreed that the «Mission» had ended.",
            "The UN Assistance Mission for Rwanda grew. The «Assistance Mission» stayed.",
        ),
        rejects=(
            "The Mission and the Council met.",
            "The Security Council met; a council agreed, and Council members left.",
            "UNMIL left. The Mission Support Division stayed.",
        ),
    ),
)
