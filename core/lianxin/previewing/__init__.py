"""What a change of modules would do to the cases and officers of today, before it is made."""

from lianxin.previewing.effect import METHOD, Effect, effect_of
from lianxin.previewing.proposal import Cases, Proposal
from lianxin.previewing.refusals import Refusal
from lianxin.previewing.standing import Changes, Changing

__all__ = ["METHOD", "Cases", "Changes", "Changing", "Effect", "Proposal", "Refusal", "effect_of"]
