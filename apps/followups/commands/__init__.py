"""Following up, the rules for it, and putting a reminder off."""

from apps.followups.commands.ruling import edit_rule, ensure_rules
from apps.followups.commands.snoozing import snooze, undo_snooze, wake
from apps.followups.commands.sweeping import sweep, sweep_all

__all__ = ["edit_rule", "ensure_rules", "snooze", "sweep", "sweep_all", "undo_snooze", "wake"]
