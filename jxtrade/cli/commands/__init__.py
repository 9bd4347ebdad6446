"""The commands: one file each, found by listing this folder.

A command's module says what it is ABOUT, shows EXAMPLES, lists what it TAKES and in which formats
it WRITES; its `answer` loads what it needs and no more, and returns the exit status.
"""
