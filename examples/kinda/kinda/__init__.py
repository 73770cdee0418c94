"""A small language for programs that are not quite sure of themselves, in the manner of kinda-lang."""
