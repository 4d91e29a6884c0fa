"""Regesta reads documents about relations between states and keeps a register of what they tell.

A document (bytes) is read into text with a way back to its source; dates, names, act words and citations are found in
it; out of the mentions of a sentence come entries: one act, its date, its states and people, the exact characters that
tell it and who says so. A register keeps them, and people ask it, check it, correct it and carry it elsewhere.
"""
