"""A document of which the rules find two more records the second time."""

TEXT = "They had not been there for long when they left again in 1999.\n\nIn 2008 they came back with 40 observers."
YEAR = {"kind": "date", "text": "1999"}
LATER = {"kind": "date", "text": "2008", "value": {"edtf": "2008", "earliest": "2008-01-01", "latest": "2008-12-31"}}
FIGURE = {"kind": "figure", "text": "40", "value": {"amount": "40", "item": "observers"}}
