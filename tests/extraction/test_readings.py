"""Readings: families of wording that once were misread, each a sentence and what it tells."""

from __future__ import annotations

import pytest

from extraction.notation import told

SAID = [
    ("U.S. strikes on Yemen's Houthis killed 31 people on Sunday.",
     "killed all 31 united_states>YEM"),
    ("At least 12 people were killed in US attacks on Yemen.",
     "killed all 12.. at_least united_states>YEM"),
    ("More than 33,000 Palestinians have been killed in Israel's war in Gaza since October.",
     "cumulative killed all 33000.. more_than israel>PSE"),
    ("Yemen's Houthis said they used 10 drones; Saudi Arabia said 18 were fired.",
     "launched drone 10 houthis>SAU; launched drone 18 houthis>SAU"),
    ("Israeli army gunfire killed two Palestinians in Jenin.", "killed all 2 israel>PSE"),
    ("Russia carried out a major attack on Kyiv that killed one person.",
     "killed all 1 russia>UKR"),
    ("Kyiv accused Moscow. Ukraine's police said six missiles hit Kharkiv, injuring 24 people.",
     "impacted missile 6 russia>UKR; injured all 24 russia>UKR"),
    ("Azerbaijan said it lost 50 servicemen in clashes with Armenia.",
     "killed military 50 armenia>AZE"),
    ("Nigerian jets bombed a village while pursuing bandits, killing 10 civilians.",
     "killed civilian 10 nigeria>?"),
    ("Since Israel ended the truce, the Houthis say, the rebels have launched 27 missiles at "
     "Israel.",
     "cumulative launched missile 27 houthis>ISR"),
    ("North Korea's neighbour said nuclear-armed North Korea fired two missiles.",
     "test launched missile 2 north_korea>?"),
    ("Iran-backed militias in Iraq said they targeted Eilat with two drones.",
     "launched drone 2 ?>ISR"),
    ("Around 40 civilians died in an attack carried out at dawn by alleged members of Hamas.",
     "killed civilian 40 about hamas>ISR"),
    ("Four people were killed in Mogadishu in an attack that bore the hallmarks of the "
     "Al-Qaeda-linked Shebab.", "killed all 4 al_shabaab>SOM"),
    ("Israel's airstrikes were executed overnight, and 37 people were killed in Gaza.",
     "killed all 37 israel>PSE"),
    ("More than 300 people died in a Somalia truck bombing.", "killed all 300.. more_than ?>SOM"),
    ("Israel lost 250 people to Hamas; 230 Palestinians died in the air strikes launched in "
     "response.", "killed all 250 hamas>ISR; killed all 230 ?>PSE"),
    ("Ukraine came under a “massive missile and drone” attack. Ten people were injured by Russia.",
     "injured all 10 russia>UKR"),
    ("The conflict between the army and the RSF has killed tens of thousands of people in Sudan.",
     "cumulative killed all .. vague ?>SDN"),
    ("At least 79 Palestinians were killed by Israeli fire.",
     "killed all 79.. at_least israel>PSE"),
    ("A rocket attack on a camp, housing coalition and Iraqi troops, kills two Americans.",
     "killed all 2 ?>IRQ"),
    ("Israeli air strikes on Iranian depots near Damascus kill six foreigners.",
     "killed all 6 israel>SYR"),
    ("Fighting kills 15 people in Sudan, where the RSF attacked before.", "killed all 15 ?>SDN"),
    ("Twelve Colombian officers were killed when FARC dissidents shot down a helicopter.",
     "killed military 12 farc_dissidents>COL"),
    ("The attacks were claimed by Yemen's Houthis. They had killed two people in Saudi Arabia.",
     "killed all 2 houthis>SAU"),
    ("Turkey's army bombed the PKK. Nineteen police officers were wounded in an attack in Turkey. "
     "There was no immediate claim of responsibility.", "injured police 19 ?>TUR"),
    ("According to the president of Ukraine, 120 missiles were launched, killing seven people.",
     "launched missile 120 russia>UKR; killed all 7 russia>UKR"),
    ("Three people died in Lebanon as Israel struck it. Hezbollah had fired rockets. Two more "
     "people were killed in the strikes on Lebanon.",
     "killed all 3 israel>LBN; killed all 2 israel>LBN"),
]  # fmt: skip
INFERRED = [
    ("Pakistan's army killed 30 militants. Four soldiers died when a roadside bomb hit Waziristan.",
     "killed military 30 pakistan>?; killed military 4 ?>PAK"),
    ("Gunmen killed 12 people in Bamako. Mali's army launched an operation.",
     "killed all 12 ?>MLI"),
    ("Hezbollah fired at Israel. About 75 projectiles crossed from Lebanon, Israel's army said.",
     "launched projectile 75 about hezbollah>ISR"),
    ("A missile was shot down over Eilat, Israel said. Yemen's Houthis said nothing.",
     "intercepted missile 1 houthis>ISR/israel"),
    ("Iran's health ministry put the dead at 224. Israel's jets had bombed Tehran, Iran said.",
     "killed all 224 israel>IRN"),
    ("The Taliban said 12 soldiers were killed in the raid on a base in Kunduz.",
     "killed military 12 taliban>AFG"),
]  # fmt: skip
PLACED = [
    ("Moscow-installed officials said Kyiv hit the bridge with two Storm Shadow missiles.",
     "impacted storm_shadow 2 ukraine>UKR"),
    ("Two rockets were fired from Gaza, Israel said.", "launched rocket 2 ?>ISR"),
    ("Indian missiles killed 26 people along the Line of Control, Pakistan said.",
     "killed all 26 india>PAK"),
    ("Romania said a Russian drone landed on its territory during an attack on Ukraine.",
     "impacted drone 1 russia>ROU"),
    ("Five drones were shot down over the Black Sea and Crimea, Russia said.",
     "intercepted drone 5 ukraine>UKR/russia"),
    ("Six Houthi missiles were fired at the USS Harry S. Truman aircraft carrier.",
     "launched missile 6 houthis>?"),
    ("The war, in which Hamas-led militants killed 1,200 people in Israel, has killed 61,000 "
     "Palestinians.", "killed all 1200 hamas>ISR; cumulative killed all 61000 ?>PSE"),
    ("A Russian strike on a ship carrying grain to Algeria, at the port of Odesa, killed four.",
     "killed all 4 russia>UKR"),
    (
        "A tower in Russia's capital has been attacked by a drone, Moscow's mayor Sergei Sobyanin "
        "said.",
        "launched drone 1 ukraine>RUS",
    ),
    ("Iraq shot down a drone that was to attack the United States' base near Baghdad.",
     "intercepted drone 1 ?>IRQ/iraq"),
    ("Gunmen killed 16 people in a raid. The attack happened in the village of Djibo in Burkina "
     "Faso.", "killed all 16 ?>BFA"),
]  # fmt: skip
READ = [
    ("Russia launched 126 drones; 79 were shot down and 35 did not reach their targets.",
     "launched drone 126; intercepted drone 79; suppressed drone 35"),
    ("Of 12 missiles fired, nine were shot down and three hit power plants.",
     "launched missile 12; intercepted missile 9; impacted missile 3"),
    ("Ukraine shot down a Russian Su-34 and 14 of 17 drones.",
     "intercepted drone 14; launched drone 17"),
    ("It destroyed almost all the drones, 711 of them, and seven missiles.",
     "intercepted drone .. vague; intercepted drone 711; intercepted missile 7"),
    ("Russia attacked with 25 Drones, Missiles overnight.", "launched drone+missile 25"),
    ("Hezbollah fired dozens of rockets and shells at the base.", "launched rocket+shell .. vague"),
    ("Six S300 surface-to-air missiles hit the city.", "impacted s_300 6"),
    ("The ministry gave a toll of 25 dead and 50 wounded.", "killed all 25; injured all 50"),
    ("An Israeli, 67, was shot dead in the attack.", "killed all 1"),
    ("Missiles killed 40 children under five.", "killed child 40"),
    ("The strike injured 50 people, including six people killed in the city of Dnipro.",
     "injured all 50; killed all 6"),
    ("Thirteen worshippers were first reported dead after the attack.", "killed civilian 13"),
    ("Twelve Palestinians and one Israeli soldier dead after raid.",
     "killed all 12; killed military 1"),
    ("All six attackers were killed in the raid.", "killed military 6"),
    ("Forces destroyed four missiles in Houthi-controlled areas that were prepared to launch.", ""),
    ("Seven members of one family were killed in the strike.", "killed all 7"),
    ("The other deaths were reported in Odesa, where a strike killed three people.",
     "killed all 3"),
    ("The earthquake, which had claimed 3,700 lives, stopped the war.", ""),
    ("North Korea began the year by firing three missiles.", "test launched missile 3"),
    ("Some 75 missiles rained down on the city.", "impacted missile 75 about"),
    ("Several homes were hit and a man was wounded in the strike.", "injured man 1"),
    ("See the update at 09.31 on the drones.", ""),
    ("Russia downed 337 drones. It listed 91 over the Moscow region, 38 over Bryansk.",
     "intercepted drone 337; intercepted drone 91; intercepted drone 38"),
    ("Russia downed 80 drones. Thirty of them were over Bryansk, 15 over Crimea and ten over Tula.",
     "intercepted drone 80; intercepted drone 30; intercepted drone 15; intercepted drone 10"),
    ("Ukraine said all 39 drones sent were downed, 22 of them over Kyiv.",
     "intercepted drone 39; launched drone 39; intercepted drone 22"),
    ("Some 79 drones were shot down, and 35 more disappeared from radar without causing damage.",
     "intercepted drone 79 about; suppressed drone 35"),
    ("At least 13 civilians were killed, including three children, and more than 45 injured.",
     "killed civilian 13.. at_least; killed child 3; injured all 45.. more_than"),
    ("The service gave the number of wounded as 11.", "injured all 11"),
    ("Ten people were killed and 15 others injured in an attack that hit a minister's convoy.",
     "killed all 10; injured all 15"),
    ("An Israeli drone flies over the border with the Gaza Strip.", ""),
    ("A spy drone was spotted after the raid.", ""),
    ("Nine Chinese fighter jets and one drone crossed the median line of the strait.", ""),
    ("Thirty drones flew over Kyiv overnight, the army said.", "launched drone 30"),
    ("Russia fired missiles at Kyiv. Two were shot down and a third hit a block of flats.",
     "intercepted missile 2; impacted missile 1"),
    ("Three soldiers were killed in the raid and a fourth was wounded.",
     "killed military 3; injured military 1"),
    ("Hezbollah fired a second rocket at Israel.", "launched rocket 1"),
    ("A third of the 60 drones fired were downed.",
     "intercepted drone 33.3333%; launched drone 60"),
    ("The airstrike killed one (1) terrorist and wounded two (2) others.",
     "killed military 1; injured all 2"),
    ("The jet attacked a camp, killing ‘scores’ of the insurgents.", "killed military .. vague"),
    ("The shelling caused the deaths of at least 40 civilians and the injury of dozens.",
     "killed civilian 40.. at_least; injured all .. vague"),
    ("The strike killed six people. Ten wounded people were taken to hospital.",
     "killed all 6; injured all 10"),
    ("Russia returned the bodies of 40 soldiers after the battle.", ""),
    ("The bodies of 11 people were found after the attack by an armed group.", "killed all 11"),
    ("The strike killed six people, said Fasika Abebe, a surgeon.", "killed all 6"),
    ("The army shot down two Rapid Support Forces (RSF) drones.", "intercepted drone 2"),
    ("Four rockets fell on the town. Two hit a house. The other two landed in fields.",
     "impacted rocket 4; impacted rocket 2; impacted rocket 2"),
    ("It intercepted seven missiles, three of them targeting Riyadh, two targeting Jizan.",
     "intercepted missile 7; intercepted missile 3; intercepted missile 2"),
    ("Russia's strikes went on, with two people reported killed and more than 100 injured.",
     "killed all 2; injured all 100.. more_than"),
    ("Ukraine shot down six Kinzhal hypersonic missiles.", "intercepted kinzhal 6"),
    ("Rebels fired a Grad missile at a brigade.", "launched grad 1"),
    ("The war between the army and the rebels has killed tens of thousands of people.",
     "cumulative killed all .. vague"),
    ("Russia fired 20 cruise and 30 ballistic missiles.",
     "launched cruise_missile 20; launched ballistic_missile 30"),
    ("It launched 570 drones and 40 hypersonic, ballistic, and cruise missiles.",
     "launched drone 570; launched ballistic_missile+cruise_missile+hypersonic_missile 40"),
    ("The fight led to the deaths of four Armenian and three Azerbaijani soldiers.",
     "killed military 4; killed military 3"),
    ("US warships in the Red Sea shoot down 21 drones.", "intercepted drone 21"),
    ("Kuwait intercepted 15 of 25 drones (8 landed in the sea, 2 hit a company).",
     "intercepted drone 15; launched drone 25; impacted drone 8; impacted drone 2"),
    ("A drone launched from Iran strikes the tanker in a new attack.", "impacted drone 1"),
    ("A ship was hit by a suspected rebel drone in the attack.", "impacted drone 1"),
    ("Iran fired missiles; oil was down 1.8% at $92.", ""),
    ("Operation 1027 was launched by rebels, who killed 20 soldiers.", "killed military 20"),
    ("A bomb targeting a party's office killed three people.", "killed all 3"),
    ("No-one has been reported injured in the attack.", "injured all 0"),
    ("A strike in Khan Younis killed two Palestinians. In Rafah shells killed two Palestinians.",
     "killed all 2; killed all 2"),
    ("A strike in Kryvyi Rih killed three people. Three people died, the governor of the "
     "Dnipropetrovsk region said.", "killed all 3"),
    ("Two people were killed and more than 120 injured in the air strikes.",
     "killed all 2; injured all 120.. more_than"),
    ("At least 11 Assad regime and allied fighters were killed in an attack.",
     "killed military 11.. at_least"),
    ("Hezbollah fired 135 projectiles (110 rockets, 25 drones), of which 98 were intercepted.",
     "launched projectile 135; launched rocket 110; launched drone 25; intercepted projectile 98"),
    ("Shares lost 0.6% after missiles were fired.", ""),
]  # fmt: skip
DATED = [
    ("A bomb killed three people on Monday; the next morning police killed 40 militants.",
     ["2024-05-13", "2024-05-14"]),
    ("On Saturday Israeli airstrikes hit Beirut. The ministry said on Sunday that the toll had "
     "risen "
     "to 29.", ["2024-05-11"]),
    ("A week ago a drone strike left 11 dead.", ["2024-05-07..2024-05-09"]),
    ("On 3 May a strike killed two people. Eleven days later a strike killed six people.",
     ["2024-05-03", "2024-05-14"]),
    ("Ten people were killed in a raid on a mosque, the minister said on Tuesday. The attack took "
     "place on Sunday.", ["2024-05-12"]),
    ("On the last day of April a strike killed 12 people. The raid occurred on 30 April.",
     ["2024-04-30"]),
    ("The toll of yesterday's strikes by Israel in Gaza rose to 53.", ["2024-05-14"]),
    ("A strike in Mar Elias, Lebanon, killed three people.", ["2024-05-15"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID + INFERRED + PLACED)
def test_who_did_it_to_whom(text, expected):
    assert told(text, "who", date="2024-05-15") == expected


@pytest.mark.parametrize(("text", "expected"), READ)
def test_what_is_counted(text, expected):
    assert told(text, date="2024-05-15") == expected


@pytest.mark.parametrize(("text", "days"), DATED)
def test_when_it_was(text, days):
    found = told(text, "when", date="2024-05-15").split("; ")
    assert [one.split()[-1] for one in found] == days
