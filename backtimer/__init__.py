"""backtimer plays a back-massage routine step by step. Start reading in backtimer/README.md."""

__version__ = "0.1.0"
