"""The ear: what is said and rung while a routine plays. Silent, and says so, where the machine cannot."""
