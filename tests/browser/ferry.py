"""A text that nobody knows, a deck on it with a fault in each item, how each is mended, and a later edit."""

TEXT = """\
The ferry of Lorn

The ferry of Lorn crossed the river Ebba for the first time on 12 June 1902.
Its boat was built by Marta Holm in the yard of Vik.

It carried 40 passengers and two carts. A crossing took 15 minutes.

On 3 March 1911 the towns of Lorn and Vik signed the Ebba Agreement.
It set the fare at 5 pence and lasted for three decades.

In 1938 a bridge was opened 2 kilometres upstream.
Jonas Feld kept the ferry running from 1938 until 1952.

The boat has stood in the museum of Vik since 1960.
"""
DECK = """\
deck: lorn
title: Lorn and its ferry
document: the-ferry-of-lorn
items:
  - id: first-crossing
    kind: date
    prompt: On what day did the ferry of Lorn cross the Ebba for the first time?
    answer: {date: 1902-06-12}
    quote: crossed the river Ebba for the first time on 12 July 1902
  - id: builder
    kind: person
    prompt: Who built the boat of the ferry?
    answer: Marta Holm
    hints: somebody of the yard of Vik
    quote: Its boat was built by Marta Holm
  - id: passengers
    kind: figure
    prompt: How many passengers did the ferry carry?
    answer: {number: 50, unit: passengers}
    quote: It carried 40 passengers
  - id: treaty
    kind: agreement
    prompt: Which agreement did Lorn and Vik sign in 1911?
    answer: Ebba Agreement
    distractors: [the Ebba Agreement, Vik Agreement]
    quote: On 3 March 1911 the towns of Lorn and Vik signed the Ebba Agreement
  - id: treaty
    kind: date
    prompt: Until which year did Jonas Feld keep the ferry running?
    answer: {date: 1938}
    quote: Jonas Feld kept the ferry running from 1938 until 1952
  - id: museum
    kind: date
    prompt: Since which year has the boat stood in the museum of Vik?
    answer: {date: 1960-02-30}
    quote: The boat has stood in the museum of Vik since 1960
"""
MENDS = (  # the line, words of its message, what is to stand there
    (
        "    quote: crossed the river Ebba for the first time on 12 July 1902\n",
        "[-July-]{+June+}",
        "    quote: crossed the river Ebba for the first time on 12 June 1902\n",
    ),
    (
        "    hints: somebody of the yard of Vik\n",
        "Did you mean hint?",
        "    hint: somebody of the yard of Vik\n",
    ),
    (
        "    answer: {number: 50, unit: passengers}\n",
        "the quote does not say ‘50 passengers’",
        "    answer: {number: 40, unit: passengers}\n",
    ),
    (
        "    distractors: [the Ebba Agreement, Vik Agreement]\n",
        "would be graded right",
        "    distractors: [Lorn Agreement, Vik Agreement]\n",
    ),
    (
        "  - id: treaty\n    kind: date\n",
        "Give one of the two items another id.",
        "  - id: last-year\n    kind: date\n",
    ),
    (
        "    answer: {date: 1960-02-30}\n",
        "February has no day 30",
        "    answer: {date: 1960}\n",
    ),
)
ASKED = "Until which year did Jonas Feld keep the ferry running?"
ANSWERS = {  # as somebody gives them who has read the text: the key of one is wrong
    "On what day did the ferry of Lorn cross the Ebba for the first time?": "12 June 1902",
    "Who built the boat of the ferry?": "Marta Holm",
    "How many passengers did the ferry carry?": "40",
    "Which agreement did Lorn and Vik sign in 1911?": "Ebba Agreement",
    ASKED: "1952",
    "Since which year has the boat stood in the museum of Vik?": "1960",
}
REWORDED = (
    "    prompt: Who built the boat of the ferry?\n",
    "    prompt: Who was it that built the ferry’s boat?\n",
)
CORRECTED = ("    answer: {date: 1938}\n", "    answer: {date: 1952}\n")
REMOVED = (
    """\
  - id: passengers
    kind: figure
    prompt: How many passengers did the ferry carry?
    answer: {number: 40, unit: passengers}
    quote: It carried 40 passengers
""",
    "",
)
