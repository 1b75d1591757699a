"""Exit codes of the command line; those above 128 are what shells give."""

DONE, FINDINGS, WRONG_USE, COULD_NOT_RUN = range(4)
"""Done; done, with failed documents, findings or changes; wrong settings or arguments, or nothing there yet to work on,
as a second run for `recital diff`; could not do its work."""

INTERRUPTED, UNREAD, TERMINATED = 130, 141, 143
"""Ctrl-C; a program whose output nobody reads any more; SIGTERM."""
