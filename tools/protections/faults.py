"""What holds when the machine fails: kills, full disks, damaged files, cut lines, two at once."""

from tools.protections import Protection

ROUND = "tests/graph/test_damage.py::test_whatever_befalls_a_file_of_a_round_is_found_and_named"
NAMED = "tests/commands/test_damage.py::test_whatever_reads_the_rounds_names_a_damaged_one_and_leaves_nothing"
UNREAD = "tests/commands/test_keeping.py::test_a_graph_that_cannot_be_read_is_not_said_to_be_none"
MEANWHILE = "tests/graph/test_written_meanwhile.py::test_what_was_read_while_another_wrote_is_not_given"

PROTECTIONS = (
    Protection(
        "A graph of which a file lost something gives no answer",
        "linkwork/graph/embedded.py",
        "if file := changed_length(self.folder):",
        "if file := None:",
        (
            "tests/commands/test_damage.py::test_a_graph_of_which_a_file_lost_something_gives_no_answer_and_is_made_again",
        ),
    ),
    Protection(
        "Whoever writes to a graph is not held to what was noted before",
        "linkwork/graph/embedded.py",
        "forget_lengths(self.folder)",
        "pass",
        (
            "tests/graph/test_build.py::test_a_graph_that_was_being_written_when_its_process_was_killed_is_held_to_nothing",
        ),
    ),
    Protection(
        "What an engine that was killed has left half written is cleared",
        "linkwork/graph/embedded.py",
        '"schema*.json.*.tmp",',
        "",
        ("tests/graph/test_build.py::test_what_a_process_killed_while_making_the_graph_left_is_cleared",),
    ),
    Protection(
        "What was read from the embedded engine while another wrote is not given",
        "linkwork/graph/embedded.py",
        "if written and not any(exc):",
        "if False:",
        (f"{MEANWHILE}[embedded]",),
    ),
    Protection(
        "What was read from Neo4j while another wrote is not given",
        "linkwork/graph/neo4j.py",
        "self._found != [self.marker()]:",
        "False:",
        (f"{MEANWHILE}[neo4j]",),
    ),
    Protection(
        "A file of a round is held to its hash",
        "linkwork/graph/_manifest.py",
        "_compare(folder, entry, found)",
        "pass",
        (ROUND,),
    ),
    Protection(
        "A file of a round is held to its hash when it is read",
        "linkwork/graph/_manifest.py",
        "_compare(folder, entry, hashlib.sha256(content).hexdigest())",
        "pass",
        ("tests/graph/test_rounds.py::test_a_damaged_round_is_found_by_its_hash_and_named",),
    ),
    Protection(
        "A manifest is held to the hash in its last line",
        "linkwork/graph/_manifest.py",
        "if (SEALED in manifest or SEAL in manifest) and not _holds(content):",
        "if False:",
        (ROUND,),
    ),
    Protection(
        "A manifest that has lost its last line is not taken for an old one",
        "linkwork/graph/_manifest.py",
        "if (SEALED in manifest or SEAL in manifest) and",
        "if SEAL in manifest and",
        ("tests/graph/test_damage.py::test_a_manifest_that_has_lost_its_hash_is_not_taken_for_an_old_one",),
    ),
    Protection(
        "A round that has lost its manifest is not passed over",
        "linkwork/graph/rounds.py",
        "if ROUND.fullmatch(p.name))",
        'if (p / "manifest.json").exists())',
        ("tests/commands/test_damage.py::test_a_round_that_has_no_manifest_any_more_is_not_passed_over",),
    ),
    Protection(
        "Names of people and rejected rows are held to their hashes as tables are",
        "linkwork/graph/rounds.py",
        'for entry in (*said["tables"], *said["people"], *said["names"], *rejected):',
        'for entry in said["tables"]:',
        (NAMED, ROUND),
    ),
    Protection(
        "No answer stands on a damaged round that it does not touch",
        "linkwork/project/opened.py",
        "store.must_be_whole()",
        "pass",
        (NAMED,),
    ),
    Protection(
        "Status says nothing of a graph beside a damaged round",
        "linkwork/commands/keeping.py",
        "    store.must_be_whole()\n    marker, counts",
        "    marker, counts",
        (NAMED,),
    ),
    Protection(
        "Nothing is kept beside a damaged round",
        "linkwork/load/steps.py",
        "store.must_be_whole()",
        "pass",
        (NAMED,),
    ),
    Protection(
        "Nothing is built beside a damaged round",
        "linkwork/graph/build.py",
        "store.must_be_whole()",
        "pass",
        (
            "tests/graph/test_build.py::test_a_round_that_was_damaged_is_told_of_though_the_graph_says_so_already[embedded]",
        ),
    ),
    Protection(
        "Nothing is compared beside a damaged round",
        "linkwork/graph/difference.py",
        "store.must_be_whole()",
        "pass",
        (NAMED,),
    ),
    Protection(
        "A graph built from a round that is damaged now is read, not reckoned from that round",
        "linkwork/graph/build.py",
        "and _can_be_folded(store, marker)",
        "",
        ("tests/commands/test_damage.py::test_a_round_that_nobody_has_whole_is_withdrawn_and_the_graph_follows",),
    ),
    Protection(
        "A decision that the graph could not follow is followed when it is made again",
        "linkwork/commands/deciding.py",
        "            _catch_up(error)\n            return\n",
        "            raise error\n",
        (
            "tests/commands/test_deciding.py"
            "::test_a_decision_that_the_graph_could_not_follow_is_followed_when_it_is_made_again",
        ),
    ),
    Protection(
        "A graph that cannot be read is not said to be none",
        "linkwork/commands/keeping.py",
        "return None, {}, str(error)",
        'return None, {}, ""',
        (UNREAD,),
    ),
    Protection(
        "No answer stands on a graph that has lost what it was built from",
        "linkwork/project/opened.py",
        "if not writing and damaged(marker):",
        "if False:",
        (UNREAD,),
    ),
    Protection(
        "A damaged graph is made again from scratch",
        "linkwork/graph/build.py",
        'if marker is None or (damaged(marker) and how == "from scratch"):',
        "if marker is None:",
        (UNREAD,),
    ),
    Protection(
        "Ctrl-C is answered in words while Linkwork is being imported",
        "linkwork/__main__.py",
        "except KeyboardInterrupt:",
        "except ZeroDivisionError:",
        ("tests/commands/test_session.py::test_ctrl_c_before_anything_is_imported_is_answered_in_words",),
    ),
    Protection(
        "The installed command begins where Ctrl-C is answered",
        "pyproject.toml",
        'linkwork = "linkwork.__main__:main"',
        'linkwork = "linkwork.cli:cli"',
        ("tests/commands/test_session.py::test_the_command_begins_where_ctrl_c_is_answered",),
    ),
    Protection(
        "A file of decisions that lost a part is not taken for fewer decisions",
        "linkwork/graph/decisions.py",
        "    _must_be_whole(path, headings, rows)\n",
        "",
        ("tests/graph/test_decisions.py::test_a_file_of_decisions_that_lost_a_part_is_not_taken_for_fewer_decisions",),
    ),
    Protection(
        "A file that could not be written whole leaves what was there",
        "linkwork/disk.py",
        "    unfinished = _beside(path)\n    try:",
        "    unfinished = path\n    try:",
        ("tests/graph/test_disk.py::test_a_file_for_which_there_is_no_room_is_as_it_was",),
    ),
    Protection(
        "Decisions are replaced whole or not at all",
        "linkwork/graph/decisions.py",
        "written(folder / FILE, out.getvalue().encode())",
        "(folder / FILE).write_bytes(out.getvalue().encode())",
        ("tests/graph/test_disk.py::test_decisions_for_which_there_is_no_room_are_as_they_were",),
    ),
    Protection(
        "A round that could not be written leaves nothing",
        "linkwork/graph/rounds.py",
        "            shutil.rmtree(unfinished, ignore_errors=True)\n            reason",
        "            reason",
        ("tests/graph/test_disk.py::test_a_round_for_which_there_is_no_room_leaves_nothing",),
    ),
    Protection(
        "A round is not there until all of it is",
        "linkwork/graph/rounds.py",
        'unfinished = self.folder / f"{UNFINISHED}{round_.id}"',
        "unfinished = self.folder / round_.id",
        ("tests/graph/test_disk.py::test_a_round_is_not_there_until_all_of_it_is",),
    ),
    Protection(
        "One writer at a time",
        "linkwork/graph/lock.py",
        "        lock.acquire()\n",
        "        pass\n",
        ("tests/graph/test_rounds.py::test_two_writers_at_once_are_refused_in_a_sentence",),
    ),
    Protection(
        "A graph is not overwritten from a folder that lacks one of its rounds",
        "linkwork/graph/build.py",
        "if lacking := rounds_lacking(store, marker):",
        "if lacking := []:",
        ("tests/test_cut_lines.py::test_two_people_with_one_graph_and_a_folder_each_do_not_undo_each_other",),
    ),
    Protection(
        "A build that was broken off is known as such",
        "linkwork/graph/build.py",
        'begun = {**wanted, "state": "building"}',
        "begun = wanted",
        ("tests/graph/test_build.py::test_a_build_broken_off_at_any_write_is_finished_by_the_next[embedded-3]",),
    ),
)
