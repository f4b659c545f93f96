"""Roles: who attacked, which country was attacked, who defended (attackers>country/defenders)."""

from __future__ import annotations

import pytest

from extraction.notation import told

SAID = [
    ("Iran launched over 350 drones at Israel.", "iran>ISR"),
    ("Russian forces fired 12 missiles at Kharkiv.", "russia>UKR"),
    ("Yemen's Houthis launched three ballistic missiles at Israel.", "houthis>ISR"),
    ("Sixty rockets were fired from Lebanon at Israel by Hezbollah.", "hezbollah>ISR"),
    ("Iran said its forces had fired 100 missiles at Israel.", "iran>ISR"),
    ("The Houthis said they had fired six missiles at Israel.", "houthis>ISR"),
    ("Pakistan said that India fired six missiles at its territory.", "india>PAK"),
    ("Israel said 300 drones were launched by Iran.", "iran>ISR"),
    ("An Israeli strike killed five people in Gaza.", "israel>PSE"),
    ("Twenty people were killed in an Israeli airstrike in Gaza.", "israel>PSE"),
    ("Two people were killed by Hezbollah rockets in northern Israel.", "hezbollah>ISR"),
    ("RSF drones killed eight people in El Fasher.", "rapid_support_forces>SDN"),
    ("Turkey's drones killed four fighters in northern Syria.", "turkey>SYR"),
    ("Boko Haram killed 20 soldiers in Borno.", "boko_haram>NGA"),
    ("The M23 killed 12 people in Goma.", "m23>COD"),
    ("Israel was attacked by Iran with 300 drones.", "iran>ISR"),
    ("Israel was attacked with 300 drones by Iran.", "iran>ISR"),
    ("Indian shelling killed two civilians in Pakistan.", "india>PAK"),
    (
        "Rockets launched by Hezbollah from southern Lebanon wounded three people in Haifa.",
        "hezbollah>ISR",
    ),
    ("Two ballistic missiles were fired from Houthi-held Yemen at Israel.", "houthis>ISR"),
    (
        "Hamas claimed responsibility for the strike. Two people were killed in Ashkelon.",
        "hamas>ISR",
    ),
    (
        "Two drones were shot down near Moscow. Russia accuses Ukraine of an attack.",
        "ukraine>RUS/russia",
    ),
    ("Two bombs fell on a Russian fighting vehicle.", "ukraine>UKR"),
    (
        "At least 21 died after a Russian missile hit a house, the worst attack of Moscow's war.",
        "russia>UKR",
    ),
    ("Russia claims that two drones attacked the city.", "ukraine>RUS"),
    ("Zelenskiy condemns attack. Five were killed in a Russian strike on Odesa.", "russia>UKR"),
    ("The latest attack on Ukraine included six Kinzhal missiles.", "russia>UKR"),
    ("Iran's launch of 80 missiles at Israel was the largest.", "iran>ISR"),
]

METONYMS = [
    ("Moscow fired 70 missiles at Ukraine.", "russia>UKR"),
    ("Tehran launched 100 missiles towards Tel Aviv.", "iran>ISR"),
    ("Putin's forces launched 30 drones at Odesa.", "russia>UKR"),
]

DEFENDED = [
    ("Ukraine's air force shot down 28 of 30 drones launched by Russia.",
     "russia>UKR/ukraine", "russia>UKR"),
    ("Russian air defences shot down 40 Ukrainian drones.", "ukraine>RUS/russia"),
    ("Jordan and France shot down dozens of Iranian drones.", "iran>JOR/france+jordan"),
    ("Israel, the United States and Jordan shot down 170 Iranian drones.",
     "iran>ISR/israel+jordan+united_states"),
    ("A US destroyer shot down two drones launched by the Houthis.", "houthis>?/united_states"),
    ("Saudi Arabia intercepted three drones fired by the Houthis.", "houthis>SAU/saudi_arabia"),
    ("Thirty drones were shot down by the Israeli air force.", "?>ISR/israel"),
    ("Russian air defences shot down 40 drones over Belgorod.", "ukraine>RUS/russia"),
    ("Russia launched 30 drones at Ukraine. Ukraine shot down 28 of them.",
     "russia>UKR", "russia>UKR/ukraine"),
    ("Three drones were downed in the Moscow region, the mayor said; Russia attacks Odesa.",
     "ukraine>RUS/russia"),
    ("A Houthi spokesman said one drone was launched at Jizan, while the Saudi air defences said "
     "that two drones were intercepted.", "houthis>SAU", "houthis>SAU/saudi_arabia"),
]  # fmt: skip

NOT_GUESSED = [
    ("An Iran-backed militia fired five rockets at a US base in Iraq.", "?>IRQ"),
    ("Iranian-made drones hit Kyiv, killing four people.", "russia>UKR"),
    ("Militants in Lebanon fired 20 rockets at Israel.", "?>ISR"),
    ("Houthi rebels fired two missiles at a ship in the Red Sea.", "houthis>?"),
    ("Three people were killed in a blast.", "?>?"),
    (
        "American troops in Iraq are targeted in attacks, including 14 rockets, wounding two.",
        "?>IRQ",
    ),
    ("A drone strike on a U.S. base in Syria killed an American contractor.", "?>SYR"),
    (
        "Russia fired on cities. Thirty missiles slipped Ukraine's air cover, killing dozens.",
        "russia>UKR",
    ),
    ("The U.S. military launched airstrikes in Syria after a U.S. contractor was killed.", "?>SYR"),
    ("Three drones hit an airbase in western Iraq used by US forces.", "?>IRQ"),
    ("Poland says that a missile landed in the village, killing two.", "?>POL"),
    (
        "Russian shelling went on, while inside Russia five civilians were killed in Belgorod.",
        "?>RUS",
    ),
]


@pytest.mark.parametrize(("text", "roles"), SAID + METONYMS + NOT_GUESSED)
def test_who_attacked_whom(text, roles):
    assert told(text, "who").split()[-1] == roles


@pytest.mark.parametrize(("text", "roles"), [(text, roles) for text, *roles in DEFENDED])
def test_who_defended(text, roles):
    assert [one.split()[-1] for one in told(text, "who").split("; ")] == roles


SALVO = "Iran fired 181 ballistic missiles at Israel on Tuesday."


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        (f"{SALVO} Hours earlier, two gunmen killed seven people in Jaffa.", "?"),
        (f"Two gunmen killed seven people in Jaffa on Tuesday. {SALVO}", "?"),
        ("Israel hit Gaza with 20 missiles. Troops shot dead seven people in Rafah.", "israel"),
        (
            "Boko Haram attacked Borno. Gunmen killed seven villagers in Bama, Nigeria.",
            "boko_haram",
        ),
    ],
)
def test_gunmen_are_not_those_who_fire_from_afar(text, attacker):
    (harm,) = [one for one in told(text, "who").split("; ") if one.startswith("killed")]
    assert harm.split()[-1].split(">")[0] == attacker
