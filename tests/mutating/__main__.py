"""`make mutate`: leave out one rule at a time and see whether its clause's tests fail."""

import argparse
import random
import sys
from collections import Counter
from dataclasses import replace
from secrets import token_hex

from mutating.mutants import Mutant, mutants
from mutating.trying import Verdict, try_all


def main() -> int:
    """How many rules nobody would miss."""
    options = _options()
    chosen = [m for m in mutants() if options.only in m.rule or options.only == m.clause]
    if options.sample and options.sample < len(chosen):
        seed = options.seed or token_hex(4)
        print(f"{options.sample} of {len(chosen)} rules; the same again: --seed {seed}", flush=True)
        chosen = random.Random(seed).sample(chosen, options.sample)
    for mutant, verdict in try_all(_whole(chosen), options.jobs):
        if verdict is Verdict.NOTICED:
            sys.exit(f"{mutant.tests}* fail although nothing is left out of {mutant.plugin}")
    verdicts = Counter[Verdict]()
    missed: list[Mutant] = []
    for n, (mutant, verdict) in enumerate(try_all(chosen, options.jobs), start=1):
        verdicts[verdict] += 1
        print(f"{n}/{len(chosen)} {verdict:9} {mutant.clause:8} {mutant.rule}", flush=True)
        if verdict is not Verdict.NOTICED:
            missed.append(mutant)
    print(f"{verdicts[Verdict.NOTICED]} passed, {len(missed)} failed")
    for mutant in sorted(missed, key=lambda m: m.rule):
        print(f"  nobody misses {mutant.rule} ({mutant.clause}): {mutant.tests}* pass or are none")
    return min(len(missed), 1)


def _whole(chosen: list[Mutant]) -> list[Mutant]:
    """Each plugin with all of its rules, with the tests of one clause."""
    return [replace(m, rule="") for m in {m.plugin: m for m in chosen}.values()]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__)
    parser.add_argument("--only", default="", help="a clause, or a part of the rules' keys")
    parser.add_argument("--sample", type=int, help="so many rules, drawn by chance")
    parser.add_argument("--seed", default="", help="draws the same sample again")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
