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
        "A question's file writes nothing",
        "linkwork/queries/_lint.py",
        "if token.word in WRITES:",
        "if False:",
        ("tests/queries/test_lint.py",),
    ),
)
PROTECTIONS = QUERIES
