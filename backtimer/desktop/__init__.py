"""The machine around us: what a desktop tells and offers. Knows core and Qt's core; nothing of pages."""
