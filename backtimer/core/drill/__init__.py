"""Drill away from the table: questions about a routine and about the vocabulary, and which of them are asked today.

`question` says what can be asked and what is right, `of_routine` and `of_vocabulary` make the questions, `today` grades
and chooses. Knows no clock, no disk and no words of its own; chance is handed in. Leaves spacing to `spacing`.
"""
