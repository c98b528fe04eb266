"""What holds when somebody is to be erased, and in the trail of who did what."""

from tools.protections import Protection

FORGET = "tests/commands/test_forgetting.py::test_"
TRAIL = "tests/commands/test_trail.py::test_"
REGISTER = "tests/commands/test_personal_data.py::test_"
ERASED = f"{FORGET}a_person_is_erased_from_every_round_the_graph_and_what_linkwork_wrote"
TEXTS = f"{FORGET}the_text_of_another_record_keeps_all_but_the_name_the_address_and_the_number"
KILLED = f"{FORGET}an_erasure_that_was_killed_is_finished_by_the_same_command"
AGAIN = f"{FORGET}a_source_that_names_an_erased_person_again_does_not_bring_them_back"
ELSEWHERE = f"{FORGET}files_that_linkwork_wrote_elsewhere_are_erased_and_those_it_does_not_find_are_named"
DONE = f"{TRAIL}what_is_done_stands_in_the_trail_with_who_when_and_how_many"
ROUNDS = "linkwork/graph/erasing.py"

PROTECTIONS = (
    Protection(
        "a person's rows go from every round on the disk, withdrawn and revised ones too",
        ROUNDS,
        "    rounds = store.rounds()\n    for round_ in rounds:\n        round_.must_be_whole()",
        "    rounds = store.folded()\n    for round_ in rounds:\n        round_.must_be_whole()",
        (ERASED,),
    ),
    Protection(
        "a person's links go with the personal values",
        ROUNDS,
        'for name in ("id", "from_id", "to_id") if name in frame.columns]',
        'for name in ("id",) if name in frame.columns]',
        (ERASED,),
    ),
    Protection(
        "the register that knows a person by name is erased",
        ROUNDS,
        'for part in ("tables", "people", "names")}',
        'for part in ("tables", "people")}',
        (ERASED,),
    ),
    Protection(
        "names, addresses and numbers are taken out of the texts of other records",
        ROUNDS,
        "            if texts or kept.height < frame.height:",
        "            if kept.height < frame.height:",
        (TEXTS,),
    ),
    Protection(
        "what a round's manifest does not name any more is removed",
        ROUNDS,
        "    for path in rest:\n        path.unlink()",
        "    for path in rest:\n        path.exists()",
        (ERASED,),
    ),
    Protection(
        "what was left by an erasure that was killed is removed by the next",
        ROUNDS,
        "                done.append(counted)\n            _clear(round_.folder)",
        "                done.append(counted)\n                _clear(round_.folder)",
        (KILLED,),
    ),
    Protection(
        "an erasure that was killed is finished by the same command",
        "linkwork/commands/forgetting.py",
        "    return traces_of(rounds, frozenset(ids)) | pending | again",
        "    return traces_of(rounds, frozenset(ids)) | again",
        (KILLED,),
    ),
    Protection(
        "what is to go is not on the disk any more when it is gone",
        "linkwork/personal_data/forgetting.py",
        "    (folder / UNDER_WAY).unlink(missing_ok=True)",
        "    (folder / UNDER_WAY).exists()",
        (ERASED,),
    ),
    Protection(
        "decisions are erased",
        "linkwork/personal_data/forgetting.py",
        "    changed = [DECISIONS] if _clean_decisions(folder, traces) else []",
        "    changed: list[str] = []",
        (ERASED,),
    ),
    Protection(
        "files that Linkwork wrote outside the project are erased",
        "linkwork/personal_data/forgetting.py",
        "    noted = [one.path(folder) for one in read_written(folder)]\n    inside",
        "    noted: list[Path] = []\n    inside",
        (ELSEWHERE,),
    ),
    Protection(
        "of a table that Linkwork wrote, the whole row about a person goes",
        "linkwork/personal_data/forgetting.py",
        "    shorter = without_rows(before, ending, traces)",
        "    shorter = before",
        (ELSEWHERE,),
    ),
    Protection(
        "a file that shows people is noted before it is written",
        "linkwork/commands/_trail.py",
        "        note_written(folder, running(), file)",
        "        folder.exists()",
        (ELSEWHERE,),
    ),
    Protection(
        "a workbook of errors is noted before it is written",
        "linkwork/commands/_errors_workbook.py",
        "    note_written(session().project().folder, running(), target)",
        "    session().project()",
        (ELSEWHERE,),
    ),
    Protection(
        "what is packed is opened by the search and by the erasure",
        "linkwork/personal_data/forgetting.py",
        "    return packed if said == parts else zipped(said)",
        "    return packed",
        (f"{FORGET}a_workbook_of_errors_inside_the_project_is_erased_too",),
    ),
    Protection(
        "the embedded graph is made again where its files still tell",
        "linkwork/commands/forgetting.py",
        "        clear_graph(address)\n",
        "",
        (ERASED,),
    ),
    Protection(
        "a graph that was built before an erasure is not trusted",
        "linkwork/graph/build.py",
        '        and marker["erasures"] == erasures(',
        '        or marker["erasures"] == erasures(',
        (f"{FORGET}a_graph_built_before_an_erasure_is_behind_the_rounds_and_read_back",),
    ),
    Protection(
        "where a value still is, is told, and the command fails",
        "linkwork/commands/forgetting.py",
        "    if search.found:\n        click.get_current_context().exit(1)",
        "    if search.found and not search.files:\n        click.get_current_context().exit(1)",
        (f"{FORGET}what_is_not_linkworks_own_is_named_and_left",),
    ),
    Protection(
        "where several people are meant, nobody is erased",
        "linkwork/commands/forgetting.py",
        "        if len(found) > 1:",
        "        if len(found) > 2:",
        (f"{FORGET}the_same_name_twice_says_which_and_changes_nothing",),
    ),
    Protection(
        "what somebody else has too is no trace of a person",
        ROUNDS,
        '    return own.without(_traces((row for row in people_rows(rounds) if row["id"] not in ids), frozenset()))',
        "    return own",
        (f"{FORGET}a_namesake_and_a_shared_number_are_no_traces_of_the_person",),
    ),
    Protection(
        "nobody is erased without a question or --yes",
        "linkwork/commands/forgetting.py",
        '        confirm("That cannot be undone.", yes)',
        '        confirm("That cannot be undone.", True)',
        (f"{FORGET}a_dry_run_and_a_question_nobody_answers_change_nothing",),
    ),
    Protection(
        "who was erased does not come back with a later load",
        "linkwork/load/steps.py",
        "    return Ready(statement, people.tables, names, warnings",
        "    return Ready(statement, tables, names, warnings",
        (AGAIN,),
    ),
    Protection(
        "who is loaded again on purpose is held from then on",
        "linkwork/commands/loading.py",
        "    lift(session().project().folder, ready.lifted)\n",
        "",
        (AGAIN,),
    ),
    Protection(
        "of who was erased nothing but hashes is kept",
        "linkwork/graph/erased.py",
        "        return hashlib.scrypt(plain, salt=self.salt.encode(), n=COST, r=8, p=1).hex()[:DIGITS]",
        "        return plain.decode()",
        (ERASED,),
    ),
    Protection(
        "a person who is back with an old copy of a round is told",
        "linkwork/personal_data/register.py",
        '        if line is not None and row["person"] not in pending:',
        '        if line is None and row["person"] in pending:',
        (f"{REGISTER}a_person_who_comes_back_with_an_old_copy_of_a_round_is_told_by_the_doctor",),
    ),
    Protection(
        "the register shows names only where they were asked for",
        "linkwork/commands/auditing.py",
        "today(), names_held(store) if session().people else None)",
        "today(), names_held(store))",
        (f"{REGISTER}everybody_is_listed_by_number_with_what_is_held_and_until_when",),
    ),
    Protection(
        "those past their day are told with the command that erases them",
        "linkwork/personal_data/register.py",
        '    overdue = "yes" if past is not None and past > 0 else',
        '    overdue = "yes" if past is not None and past > 9999 else',
        (f"{REGISTER}those_past_their_day_stand_first_with_the_command_that_erases_them",),
    ),
    Protection(
        "a line of the trail stands there before what it tells of is done",
        "linkwork/commands/_trail.py",
        '        record(self.folder, command, "began", what)\n',
        "",
        (DONE,),
    ),
    Protection(
        "a command that holds the lock and notes nothing ends as a mistake",
        "linkwork/commands/_trail.py",
        "        if not under.noted:",
        "        if under is None:",
        (f"{TRAIL}a_command_that_held_the_lock_and_noted_nothing_is_a_mistake",),
    ),
    Protection(
        "what failed is told as that",
        "linkwork/commands/_trail.py",
        '                record(self.folder, command, "failed", {**what, "why": type(error).__name__})',
        '                record(self.folder, command, "done", {**what, "why": type(error).__name__})',
        (f"{TRAIL}what_failed_is_told_as_that_without_what_it_said",),
    ),
    Protection(
        "people and confidential values are shown only where it can be noted",
        "linkwork/commands/_session.py",
        "            shown()\n",
        "",
        (
            f"{TRAIL}reading_leaves_no_line_unless_people_or_confidential_values_are_shown",
            f"{TRAIL}nothing_is_shown_where_it_cannot_be_noted",
        ),
    ),
    Protection(
        "a changed line of the trail is found",
        "linkwork/personal_data/audit.py",
        "        if line.hash != _hash(line):",
        "        if not line.hash:",
        (f"{TRAIL}a_line_that_was_taken_out_or_changed_is_found",),
    ),
    Protection(
        "a line that was taken out or put in is found",
        "linkwork/personal_data/audit.py",
        "        elif line.before != before:",
        "        elif not line.when:",
        (f"{TRAIL}a_line_that_was_put_in_is_found",),
    ),
    Protection(
        "the last line of the trail is missed where it was taken out",
        "linkwork/personal_data/audit.py",
        "    if head is not None and (head[0] > number or hashes[head[0]] != head[1]):",
        "    if head is not None and head[0] < 0:",
        (f"{TRAIL}a_line_that_was_taken_out_or_changed_is_found",),
    ),
    Protection(
        "a line of the trail is added whole or not at all",
        "linkwork/personal_data/audit.py",
        "            os.ftruncate(handle, size)\n",
        "",
        (f"{TRAIL}a_line_is_added_whole_or_not_at_all",),
    ),
)
