"""One module for each command of the command line; each joins the other parts as the command needs them."""
