"""The exam: while it runs, its report, claims and the examiner's items."""
