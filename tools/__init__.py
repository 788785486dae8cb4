"""Programs for who works on backtimer; none is needed to run it."""
