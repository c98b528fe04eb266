"""Nobody is let in: what only reads, the page server, passwords, certificates, addresses and what is installed."""

from tools.protections import Protection

FORMS = "tests/graph/test_reading_only.py"
REFUSED = f"{FORMS}::test_what_is_refused_is_said_with_what_may_be_done"
TRIED = f"{FORMS}::test_no_form_of_writing_or_reaching_out_is_run_and_the_graph_stays_as_it_was"
READING = "linkwork/graph/reading_only.py"
QUERIES = (
    Protection(
        "A query reads no files and addresses by LOAD CSV",
        READING,
        'if one.word == "LOAD" and following.word == "CSV":',
        "if False:",
        (f"{TRIED}[embedded]",),
    ),
    Protection(
        "A query is read alike by Linkwork and by the server: no characters as escapes",
        READING,
        'if "\\\\u" in cypher.lower():',
        "if False:",
        (REFUSED,),
    ),
    Protection(
        "A query holds no character that cannot be seen",
        READING,
        "if not token.text.isprintable()]",
        "if False]",
        (REFUSED,),
    ),
    Protection(
        "A comment ends at a carriage return, as engines have it",
        "linkwork/graph/tokens.py",
        r"(?P<space>\s+|//[^\n\r]*)",
        r"(?P<space>\s+|//[^\n]*)",
        (f"{TRIED}[embedded]",),
    ),
    Protection(
        "A query calls no procedures but those that say what a graph holds",
        READING,
        "after.lower() not in PROCEDURES",
        "not after",
        (REFUSED,),
    ),
    Protection(
        "A query calls no functions of plug-ins",
        READING,
        "not in FAMILIES:",
        "is None:",
        (REFUSED,),
    ),
    Protection(
        "A query stays in the graph that it is asked of",
        READING,
        'if word == "USE" and after:',
        "if False:",
        (REFUSED,),
    ),
    Protection(
        "A query stops no other query",
        READING,
        'if one.word == "TERMINATE" and',
        'if one.word == "" and',
        (REFUSED,),
    ),
    Protection(
        "The embedded engine reads without writing, in a graph that is open for writing too",
        "linkwork/graph/embedded.py",
        "self._database.query(language, text, parameters)",
        "self._database.command(language, text, parameters)",
        (f"{FORMS}::test_a_graph_that_is_open_for_writing_is_read_without_writing[embedded]",),
    ),
    Protection(
        "A query of an analyst on the embedded engine is looked at before it is run",
        "linkwork/graph/embedded.py",
        "        refuse_more_than_reading(cypher)\n        return read_apart",
        "        return read_apart",
        (f"{FORMS}::test_a_query_of_an_analyst_is_refused_the_same_way[embedded]",),
    ),
    Protection(
        "Neo4j reads without writing",
        "linkwork/graph/neo4j.py",
        "session.execute_read(work)",
        "session.execute_write(work)",
        (f"{FORMS}::test_a_graph_that_is_open_for_writing_is_read_without_writing[neo4j]",),
    ),
    Protection(
        "A query of an analyst on Neo4j is looked at before it is run",
        "linkwork/graph/neo4j.py",
        "        refuse_more_than_reading(cypher)\n        with self._session",
        "        with self._session",
        (f"{FORMS}::test_a_query_of_an_analyst_is_refused_the_same_way[neo4j]",),
    ),
    Protection(
        "A question's file reaches out of the graph in no disguise",
        "linkwork/queries/_lint.py",
        "        refuse_more_than_reading(question.cypher)\n",
        "        pass\n",
        ("tests/queries/test_lint.py::test_no_form_of_writing_or_reaching_out_is_taken_as_a_question",),
    ),
    Protection(
        "A question's file writes nothing",
        "linkwork/queries/_lint.py",
        "if token.word in WRITES:",
        "if False:",
        ("tests/queries/test_lint.py",),
    ),
)
SERVING = "linkwork/serving.py"
SERVED, HOSTILE = "tests/test_serving.py", "tests/test_serving_hostile.py"
PAGES = (
    Protection(
        "The page server listens on this computer alone",
        SERVING,
        'HERE = "127.0.0.1"',
        'HERE = "0.0.0.0"',
        (f"{SERVED}::test_it_listens_on_this_computer_alone_at_an_address_of_32_random_bytes",),
    ),
    Protection(
        "The token of the page server lets in once",
        SERVING,
        "self._unused = self._unused and not right",
        "pass",
        (f"{SERVED}::test_the_address_works_once",),
    ),
    Protection(
        "Of many who come at once with the token one gets in",
        SERVING,
        "right = _same(token, self._token) and self._unused",
        "right = _same(token, self._token)",
        (f"{SERVED}::test_of_many_who_come_at_once_one_gets_in",),
    ),
    Protection(
        "Nobody sees the page without the cookie",
        SERVING,
        "name == self.server.cookie and _same(value, self.server.session)",
        "name == self.server.cookie",
        (f"{SERVED}::test_nobody_else_gets_in_and_a_sentence_says_why",),
    ),
    Protection(
        "The page server answers to its own name alone",
        SERVING,
        "if len(asked) != 1 or asked[0] not in names:",
        "if not asked:",
        (SERVED,),
    ),
    Protection(
        "Only GET and HEAD are answered",
        SERVING,
        "    def do_HEAD(self) -> None:",
        "    def do_POST(self) -> None:\n        self.do_GET()\n\n    def do_HEAD(self) -> None:",
        (SERVED,),
    ),
    Protection(
        "Scripts and other sites do not get the cookie",
        SERVING,
        "; HttpOnly; SameSite=Strict",
        "",
        (f"{SERVED}::test_the_address_leads_to_the_page_by_a_cookie_that_scripts_and_other_sites_do_not_get",),
    ),
    Protection(
        "No answer is kept, framed or told to others",
        SERVING,
        "            **ALWAYS,\n",
        "",
        (f"{SERVED}::test_every_answer_is_kept_by_nobody_framed_by_nobody_and_told_to_nobody",),
    ),
    Protection(
        "The page runs under its own content policy, and nobody frames it",
        SERVING,
        '{"Content-Security-Policy": policy_of(content)}',
        "{}",
        (f"{SERVED}::test_the_policy_is_the_pages_own_and_that_nobody_frames_it",),
    ),
    Protection(
        "What nobody foresaw shows nothing of the program",
        SERVING,
        "return _Answer(HTTPStatus.INTERNAL_SERVER_ERROR, WENT_WRONG.encode())",
        "raise",
        (f"{SERVED}::test_what_nobody_foresaw_shows_nothing_of_the_program",),
    ),
    Protection(
        "A page that is not understood says nothing back of what was asked",
        SERVING,
        "self._give(_Answer(HTTPStatus(code), NOT_READ.encode()))",
        "super().send_error(code, message, explain)",
        (f"{SERVED}::test_a_hostile_request_gets_a_refusal_or_nothing_and_the_next_visitor_the_page",),
    ),
    Protection(
        "The page server logs nothing",
        SERVING,
        '"""Nothing: the address of the first visit holds the token."""',
        "super().log_message(format, *args)",
        (f"{HOSTILE}::test_a_sample_of_hostile_requests_gets_refusals_and_nothing_of_the_page",),
    ),
    Protection(
        "Nothing is said of a visitor who goes away in the middle",
        SERVING,
        '"""Say nothing of a visitor who went away in the middle."""',
        "super().handle_error(request, client_address)",
        (f"{SERVED}::test_nothing_is_said_of_a_visitor_who_goes_away_in_the_middle",),
    ),
    Protection(
        "A slow visitor is hung up on",
        SERVING,
        "self._connection.settimeout(seconds)",
        "self._connection.settimeout(PATIENCE)\n        self._until += 1",
        (f"{HOSTILE}::test_who_says_what_is_wanted_too_slowly_is_hung_up_on_however_steadily_it_comes",),
    ),
    Protection(
        "A crowd takes no more threads than there are places",
        SERVING,
        "if not self._places.acquire(blocking=False):",
        "if False:",
        (f"{HOSTILE}::test_no_more_than_so_many_are_heard_at_once_and_there_is_room_again_when_they_leave",),
    ),
    Protection(
        "A head without end is not kept in memory",
        SERVING,
        "if self._left < 0:",
        "if False:",
        (f"{HOSTILE}::test_a_head_without_end_is_not_kept_in_memory",),
    ),
)
TLS = "tests/graph/test_neo4j_tls.py"
PASSWORDS = (
    Protection(
        "A connection that takes any certificate is refused",
        "linkwork/graph/engine.py",
        'if scheme in ("bolt+ssc", "neo4j+ssc"):',
        "if False:",
        ("tests/graph/test_neo4j.py::test_a_connection_that_checks_no_certificate_is_refused",),
    ),
    Protection(
        "A server has to show a certificate that this computer trusts",
        "linkwork/graph/neo4j.py",
        "                address.place,\n                auth=auth,",
        '                address.place.replace("+s://", "+ssc://"),\n                auth=auth,',
        (f"{TLS}::test_a_server_that_nobody_vouches_for_is_told_nothing",),
    ),
    Protection(
        "A certificate has to be for the server's name",
        "linkwork/graph/neo4j.py",
        "                address.place,\n                auth=auth,",
        '                address.place.replace("+s://", "+ssc://"),\n                auth=auth,',
        (f"{TLS}::test_a_server_that_another_authority_vouches_for_or_for_another_name_is_told_nothing",),
    ),
    Protection(
        "An address holds no password",
        "linkwork/project/settings.py",
        'if ADDRESS.match(place) and re.search(r"[@?]", place):',
        "if False:",
        ("tests/commands/test_secrets.py::test_an_address_with_a_password_in_it_is_refused_without_being_said",),
    ),
    Protection(
        "A password is in no representation of an address",
        "linkwork/graph/engine.py",
        "field(default=None, repr=False)",
        "None",
        ("tests/graph/test_neo4j.py::test_no_password_is_in_an_address_or_in_what_is_shown_of_one",),
    ),
)
SUPPLY = "tests/test_supply.py"
PARTS = (
    Protection(
        "Every package of a lock file has hashes",
        "requirements/neomodel.txt",
        "neomodel==7.0.0 \\\n",
        "neomodel==7.0.0\n",
        (f"{SUPPLY}::test_every_package_of_a_lock_file_has_an_exact_version_and_hashes",),
    ),
    Protection(
        "Every installation is by hashes",
        "Makefile",
        "--require-hashes -r requirements/run.txt",
        "-r requirements/run.txt",
        (f"{SUPPLY}::test_every_installation_is_by_hashes_or_of_linkwork_alone",),
    ),
    Protection(
        "A known weakness fails the audit",
        "tools/supply/audit.py",
        "return not any(one.weak for one in found.values())",
        "return True",
        (f"{SUPPLY}::test_an_audit_without_a_network_says_so_and_one_with_weaknesses_fails",),
    ),
    Protection(
        "An audit that looked nothing up is not called one without weaknesses",
        "tools/supply/audit.py",
        'why if unknown else ""',
        '""',
        (f"{SUPPLY}::test_an_audit_tells_weak_from_not_looked_up",),
    ),
    Protection(
        "A copyleft licence is named, and a new one is looked at by a person",
        "tools/supply/bill.py",
        "if licence.startswith(COPYLEFT)",
        "if False",
        (f"{SUPPLY}::test_a_copyleft_licence_that_nobody_has_looked_at_stops_the_page",),
    ),
)
DOORS = "tests/commands/test_fetching_doors.py"
ONWARD = f"{DOORS}::test_a_server_does_not_send_askers_where_nobody_meant_them_to_go"
ASKING = "linkwork/load/servers.py"
ADDRESSES = (
    Protection(
        "A feed does not send askers on to a computer inside the network",
        ASKING,
        'if is_inside(host) and not is_inside(urlsplit(given).hostname or ""):',
        "if False:",
        (ONWARD,),
    ),
    Protection(
        "A feed does not send askers on from https to http",
        ASKING,
        'if urlsplit(start).scheme == "https" and place.scheme == "http":',
        "if False:",
        (ONWARD,),
    ),
    Protection(
        "A feed does not send askers on to what is no web address",
        ASKING,
        'if not host or place.scheme not in ("http", "https"):',
        "if not host:",
        (ONWARD,),
    ),
    Protection(
        "A feed is not given a password by another feed's address",
        ASKING,
        "if place.username or place.password:",
        "if False:",
        (ONWARD,),
    ),
    Protection(
        "Where a feed sends askers on is looked at before it is asked",
        ASKING,
        "            check_onward(address, start, at)\n",
        "",
        (f"{DOORS}::test_a_redirect_that_may_not_be_followed_is_not_followed_and_said_in_a_sentence",),
    ),
    Protection(
        "A feed over https has to show a certificate that is trusted",
        ASKING,
        "urllib3.PoolManager(timeout=wait,",
        'urllib3.PoolManager(timeout=wait, cert_reqs="CERT_NONE",',
        (f"{DOORS}::test_a_feed_over_https_has_to_show_a_certificate_that_is_trusted",),
    ),
    Protection(
        "What a feed answers is bounded",
        ASKING,
        "if len(held) > self.patience.largest:",
        "if False:",
        ("tests/commands/test_fetching.py::test_a_first_answer_that_is_no_list_is_refused_in_a_sentence",),
    ),
    Protection(
        "The time for a fetch is bounded",
        ASKING,
        "if self.clock() - self.began >= self.patience.in_all:",
        "if False:",
        ("tests/commands/test_fetching.py::test_a_clock_that_runs_out_is_said",),
    ),
    Protection(
        "No key of a feed's address is shown or kept",
        ASKING,
        "return f\"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}\"",
        "return address",
        ("tests/commands/test_fetching.py::test_no_key_of_an_address_is_shown_or_kept",),
    ),
)
PROTECTIONS = (*QUERIES, *PAGES, *PASSWORDS, *PARTS, *ADDRESSES)
