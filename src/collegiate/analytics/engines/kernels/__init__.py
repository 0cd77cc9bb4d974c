"""
What is run over many groups: each takes one group's arrays and returns arrays, and knows no engine.

They stand here, and not beside the commands that ask for them, so that executors need only the numbers; one to a module, so
that nobody who asks for one waits for what another imports.
"""
