"""Reviews: remarks on exact words, what became of them when the text changed, verdicts, and the report to the author.

In come a document with its notebook; out go remarks with their states, a report for people and programs, and the file
with its suggestions taken in. A remark is an annotation whose motivation is ``editing`` (Web Annotation Vocabulary).
"""
