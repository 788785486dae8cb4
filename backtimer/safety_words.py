"""The program's own words about safety: the questions before a massage, what follows, and the signs to stop.

Knows core only. Says no more than is known: it asks, advises and names who can help, and never judges an illness.
"""

from collections.abc import Mapping
from typing import Final

from backtimer.core.safety import Action, Due, Kind, QuestionId, SignId, Urgency

TITLE: Final = "Two minutes before you start"

INTRO: Final = (
    "backtimer helps you to give a comfortable massage. It is no medical care, and cannot check anybody's health. "
    "Go through this together. Your answers are not stored."
)

INTRO_ALONE: Final = (
    "backtimer helps you to look after your own back. It is no medical care, and cannot check your health. "
    "Go through this in peace. Your answers are not stored."
)

FIRM_INTRO: Final = "This routine is a firm one. So please look through these questions again."

WHY_NOW: Final[Mapping[Due, str]] = {"first_today": INTRO, "firm": FIRM_INTRO}

HEADINGS: Final[Mapping[Kind, str]] = {
    "stop": "Is any of this true today?",
    "flag": "If the back or the neck hurts: is there any of this?",
    "ask": "Does any of this apply?",
    "area": "Is there a place that should be left alone?",
}

NOTES: Final[Mapping[Kind, str]] = {
    "stop": "Then there is no massage today.",
    "flag": "One of these alone is often harmless, but it should be looked at first. Some need help at once.",
    "ask": (
        "Then a doctor, midwife or physio should say yes first. "
        "If one has, we stay gentle and skip tapping and deep steps."
    ),
    "area": "Show where it is. We leave those places out.",
}

NONE_OF_THESE: Final = "None of these"
CLEARED: Final = "They have said yes"
NOT_YET: Final = "Not asked yet"

QUESTIONS: Final[Mapping[QuestionId, str]] = {
    "emergency": ("New pain in the chest, short of breath, fainting, signs of a stroke, or the worst headache ever"),
    "clot": "A blood clot, known or suspected; or one leg that is newly swollen, warm, sore or red",
    "ill": "Fever, or ill with an infection such as flu, COVID or a stomach bug",
    "injury": "A broken bone, a dislocation or a bad injury in the last six weeks",
    "not_sober": "Drunk, on drugs, or not able to say stop",
    "blood_pressure": "Blood pressure that is very high or not under control",
    "risky_pregnancy": "Pregnant with bleeding, contractions, pre-eclampsia, or told that there is a high risk",
    "infected_skin": "Shingles, scabies, or skin on the back that is infected or widely inflamed",
    "minor": "Under 18",
    "saddle": (
        "Numb or tingling around the genitals, buttocks or inner thighs; new trouble with bladder, bowel or sex; "
        "weak, numb or painful in both legs, or quickly getting worse"
    ),
    "neck_signs": "Suddenly dizzy, seeing double, slurred speech, a drooping face, or a severe pain on one side of the "
    "neck or head",
    "after_fall": "It began after a fall or a crash; with thin bones, after a small knock",
    "pain_and_fever": (
        "It comes with fever, chills or feeling very unwell; or there was a recent infection, a weak immune system, "
        "or injected drugs"
    ),
    "weight_or_cancer": "It comes with losing weight for no reason, or there was a cancer before",
    "night_pain": (
        "It never lets up, is worse at night or lying down, sits mainly in the upper back or chest, or the belly throbs"
    ),
    "first_pain": "It is the first back pain ever, and the person is under 20 or over 55",
    "deformed_or_weak": "The back has changed its shape, a foot drops, or walking is unsteady",
    "bleeding": "Blood thinners, a clotting disorder, or bruising easily",
    "bones": "Osteoporosis, long use of steroids, or bones and skin that are fragile with age",
    "cancer": "Cancer, now or not long ago",
    "pregnancy": "Pregnant",
    "surgery": "An operation in the last six weeks, or one from which recovery is not complete",
    "heart": ("A weak heart, unstable angina, a recent heart attack, trouble with a pacemaker, or an aneurysm"),
    "kidneys": "A kidney disease, infection or stones",
    "nerves": "Diabetes with numb places, nerve damage, MS, epilepsy or another illness of the nerves",
    "inflamed_joints": "Joints that are inflamed just now, lupus, or an inflammation of the muscles",
    "spine": "A slipped disc, a narrow spinal canal, a slipped vertebra, or an operation or implant in the spine",
    "back_pain": "Back pain that is new, severe, runs down a leg, or has lasted more than six weeks",
    "trauma": "Abuse or violence in the past that makes being touched hard",
    "skin": "Wounds, burns, sunburn, a rash, boils, warts, insect bites or a new tattoo",
    "fresh_injury": "Bruises, a fresh strain, swelling, or a hot red joint",
    "scar": "A recent scar, or a place that was operated on",
    "veins": "Varicose veins",
    "lump": "A lump, or a tender spot that nobody has explained",
    "treated": "A tumour, affected lymph nodes, or skin that gets radiotherapy",
    "numb": "A numb place: it cannot feel harm",
    "device": "An implant, a pump, a port, a line or a patch",
}

LOCKED: Final[Mapping[Urgency, str]] = {
    "emergency": (
        "No massage now. This can be an emergency: call your local emergency number, "
        "or go to an emergency department at once."
    ),
    "advice": (
        "Not today. A massage could make this worse, or hide something that needs care. "
        "If you have not done so yet, talk to a doctor, a pharmacist or a nurse line. "
        "In an emergency call your local number."
    ),
    "none": "Not today. backtimer is for grown-ups who are awake, sober and able to say stop.",
}

TO_ASK: Final = "Please get a yes from your doctor, midwife or physio first. Until then there is no massage here."

GENTLE: Final = "We stay at level 2 or lighter, and skip tapping and deep steps."

TURN: Final = "This routine is done in a position that is not good for you now. Choose one on the side or seated."

UNMARKED: Final = "Show on the figure where it is."

PROMISE_RECEIVER: Final = "I tell you at once if anything hurts, tingles or feels wrong."
PROMISE_GIVER: Final = "I stop the moment you say so, and I ask when I am not sure."

AFTERWARDS: Final = (
    "To be a little tender for a day is common. Bruises, pain that grows, numbness or feeling unwell is not: "
    "get advice then."
)

SIGNS_TITLE: Final = "Stop at once when"

SIGNS: Final[Mapping[SignId, str]] = {
    "says_stop": "they say stop",
    "sharp_pain": "a pain is sharp, electric or burning, or spreads",
    "numb": "anything goes numb or tingles",
    "flinches": "they hold the breath, make fists or pull away",
    "faint": "they feel dizzy or sick, or break into a cold sweat",
    "chest": "the chest gets tight, or the breath short",
    "stroke_signs": (
        "all of a sudden they see double, speech slurs, the face droops, or one side of the neck or head hurts severely"
    ),
    "cramp": "a muscle cramps",
    "itching": "the skin itches or comes up in hives",
    "bleeding": "anything bleeds",
    "upset": "they are upset, or go silent and stiff",
    "hands_hurt": "your own wrists, thumbs or back hurt",
    "giver_faint": "you feel dizzy yourself",
}

SIGNS_ALONE: Final[Mapping[SignId, str]] = {
    "stroke_signs": (
        "all of a sudden you see double, speech slurs, the face droops, or one side of the neck or head hurts severely"
    ),
}
"""The same for who works on oneself, where it reads otherwise."""

ACTIONS: Final[Mapping[Action, str]] = {
    "call_help": "Call your local emergency number.",
    "hands_off": "Take your hands off slowly.",
    "cover": "Cover them.",
    "sit_up": "They sit up slowly, when they are ready.",
    "drink": "Something to drink, if they like.",
    "rest_giver": "Sit down and rest.",
    "get_advice": "If it is not gone in a few minutes, or you are worried, get medical advice.",
}
