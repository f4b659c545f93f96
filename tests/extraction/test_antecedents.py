"""Antecedents and inferences: whom "it" and "the army" mean, who must have attacked whom."""

from __future__ import annotations

import pytest

from extraction.notation import told

POINTING_BACK = [
    ("Iran attacked Israel on Monday. It fired 60 missiles.", "iran>ISR"),
    ("Pakistan answered before dawn. It launched 40 drones at Indian cities.", "pakistan>IND"),
    ("Israel bombed Beirut. Its jets dropped 12 bombs on Dahiyeh.", "israel>LBN"),
    ("Iran's army attacked Israel. Its drones killed seven people.", "iran>ISR"),
    ("The Houthis attacked Saudi Arabia. They fired three drones at Abha.", "houthis>SAU"),
    ("Hezbollah shelled Israel for days. The militants fired 50 rockets at Safed.",
     "hezbollah>ISR"),
    ("RSF shelling killed nine in El Fasher, Sudan. Army drones killed six people in Nyala.",
     "sudan>SDN"),
]  # fmt: skip

POINTING_AT_NOBODY = [
    ('"They fired 20 rockets at our village," a farmer in Kiryat Shmona said.', "?>ISR"),
    ("The mayor said they fired 20 rockets at the town.", "?>?"),
    ("Israel struck Gaza. Hamas and Islamic Jihad answered. The militants fired 50 rockets at "
     "Sderot.", "?>ISR"),
    ("Myanmar's army attacked rebels in Hpakant. Militants killed nine monks.", "?>MMR"),
]  # fmt: skip

NOT_AT_HOME = [
    ("Russia has bombed Ukraine all week. A drone strike killed three people in Kursk.",
     "ukraine>RUS"),
    ("Israel bombed Tehran. Later, four people were killed in a missile strike on Haifa.",
     "iran>ISR"),
    ("India and Pakistan traded fire. Indian police said nine villagers were killed by shelling.",
     "pakistan>IND"),
    ("India and Pakistan traded fire. Pakistani officials said eleven people were killed by "
     "shelling.", "india>PAK"),
    ("Russia's defence ministry said two drones attacked a refinery in Ryazan.", "ukraine>RUS"),
    ("The Saudi coalition said two drones attacked Abha airport.", "houthis>SAU"),
    ("Ukrainian officials said five people were killed.", "russia>UKR"),
    ("Israeli officials said 14 Hezbollah fighters were killed.", "israel>LBN"),
    ("Pakistani officials said eleven people were killed.", "?>PAK"),
    ("India's army said 40 soldiers were killed.", "?>IND"),
    ("The Sudanese army killed nine people in El Fasher.", "sudan>SDN"),
]  # fmt: skip

INSTALLED = [
    ("DPR officials said shelling killed four people in Donetsk.", "ukraine>UKR"),
    ("Donetsk separatists said four people were killed.", "ukraine>UKR"),
    ("Hamas officials said an airstrike killed four people.", "israel>PSE"),
    ("Houthi officials said four people were killed.", "?>YEM"),
    ("Russia said shelling killed nine villagers in Belgorod.", "ukraine>RUS"),
    ("Russia said it killed nine soldiers in Kharkiv.", "russia>UKR"),
    ("India said its shelling killed nine soldiers in Pakistan.", "india>PAK"),
]

OCCUPIED = [
    ("Russia shot down 30 drones over Crimea.", "ukraine>UKR/russia"),
    ("Russian air defences downed 12 drones over Sevastopol.", "ukraine>UKR/russia"),
    ("Russian air defences shot down 12 drones over Voronezh.", "ukraine>RUS/russia"),
    ("Ukraine shot down 30 drones over Odesa.", "russia>UKR/ukraine"),
]

USERS = [
    ("Ukraine came under fire again. Two Iskander missiles hit a factory.", "russia>UKR"),
    ("Russia struck Kyiv overnight. Two Iskander missiles hit a factory.", "russia>UKR"),
    ("Azerbaijan came under fire. Two Iskander missiles hit Shusha.", "?>AZE"),
    ("Iranian Shahed drones killed three people in Odesa.", "russia>UKR"),
    ("Pakistan struck India. Three Turkish-made Songar drones hit Amritsar.", "pakistan>IND"),
    ("Hamas-led attacks killed 1,200 people in southern Israel.", "hamas>ISR"),
    ("Saudi-led air strikes killed 22 people in Sanaa.", "saudi_arabia>YEM"),
    ("Iran-backed strikes killed 22 people in Sanaa.", "?>YEM"),
    ("US-supplied missiles killed 22 people in Gaza.", "?>PSE"),
    ("Turkish-backed fighters killed eight people in Manbij.", "syrian_national_army>SYR"),
]  # fmt: skip

WARS = [
    ("The war has killed 40,000 people in Sudan.", "?>SDN"),
    ("The conflict has killed 2,000 people in Tigray since January.", "?>ETH"),
    ("The war began in 2022. It has killed 9,000 civilians in Ukraine, the United Nations said.",
     "?>UKR"),
    ("Saudi Arabia bombed Yemen. It has killed 30 people in Sanaa.", "saudi_arabia>YEM"),
]  # fmt: skip

FROM_A_LAND = [
    ("Hezbollah vowed revenge. Forty rockets were fired from Lebanon at Israel.", "hezbollah>ISR"),
    ("Hezbollah and Hamas vowed revenge. Forty rockets were fired from Lebanon at Israel.",
     "hezbollah>ISR"),
    ("Lebanon's premier condemned Israel. Forty rockets were fired from Lebanon at Israel.",
     "?>ISR"),
    ("Hamas and Islamic Jihad met in Cairo. Six rockets were fired from Gaza at Israel.",
     "?>ISR"),
    ("Yemen's Houthis fired two missiles at Eilat.", "houthis>ISR"),
    ("Lebanon's Hezbollah fired 30 rockets at Nahariya.", "hezbollah>ISR"),
    ("Yemen's government fired two missiles at Hodeidah.", "yemen>YEM"),
]  # fmt: skip

GUNMEN = [
    ("Gunmen killed 11 farmers in Plateau state, Nigeria.", "?>NGA"),
    ("Pakistan shelled Indian villages. Gunmen killed four tourists in Pahalgam.", "?>IND"),
    ("Mali's army bombed Kidal. Gunmen killed 12 traders near Gao.", "?>MLI"),
    ("Boko Haram raided Borno. Gunmen killed 12 traders in Bama, Nigeria.", "boko_haram>NGA"),
]

FAMILIES = [
    POINTING_BACK,
    POINTING_AT_NOBODY,
    NOT_AT_HOME,
    INSTALLED,
    OCCUPIED,
    WARS,
    FROM_A_LAND,
    GUNMEN,
]


@pytest.mark.parametrize(("text", "roles"), [case for family in FAMILIES for case in family])
def test_who_is_meant(text, roles):
    assert told(text, "who").split("; ")[-1].split()[-1] == roles


@pytest.mark.parametrize(("text", "roles"), [(text, roles[-1]) for text, *roles in USERS])
def test_who_uses_a_weapon(text, roles):
    assert {one.split()[-1] for one in told(text, "who").split("; ")} == {roles}
