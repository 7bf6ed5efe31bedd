"""What a document mentions: dates, figures, agreements and people, found by rules read from the language."""

from question_bank.mentions.finding import find_mentions
from question_bank.mentions.mention import Amount, Mention

__all__ = ["Amount", "Mention", "find_mentions"]
