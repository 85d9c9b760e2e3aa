"""Nothing runs source text here: JavaScript calls one Python function, and that is all."""
