"""Drawing at random so that anyone with the seed and the frame draws the same again."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

Frame = Mapping[int, Sequence[int]]
"""Whom each subject's sample is drawn from: keys of respondents by key of subject."""


def draw(seed: str, subject_id: int, frame: Iterable[int], number: int | None) -> list[int]:
    """`number` of the frame (all, where it has no more), each once.

    Every key gets a hash of seed, subject and itself; the lowest hashes are drawn. So the order
    in which a database lists the frame does not matter, nor does the version of a generator.
    """
    ordered = sorted(set(frame), key=lambda key: (_lot(seed, subject_id, key), key))
    return ordered if number is None else ordered[:number]


def frame_hash(frame: Frame) -> str:
    """What identifies a frame, whatever order it is listed in."""
    digest = sha256()
    for subject in sorted(frame):
        members = ",".join(str(key) for key in sorted(set(frame[subject])))
        digest.update(f"{subject}:{members};".encode())
    return digest.hexdigest()


def _lot(seed: str, subject_id: int, key: int) -> bytes:
    return sha256(f"{seed}:{subject_id}:{key}".encode()).digest()
