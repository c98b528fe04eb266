"""Every way that is known to write, to read files, to call programs or to leave the graph, and disguises for each."""

from collections.abc import Callable, Mapping
from itertools import cycle

from linkwork.graph.tokens import tokens

#: Forms that would change the graph, its indexes, the server or its users; a node that one makes is of kind Intruder.
WRITES = (
    "CREATE (n:Intruder {id: 'x'})",
    "CREATE (n:Intruder {id: 'x'}) RETURN n.id AS id",
    "INSERT (n:Intruder {id: 'x'})",
    "MERGE (n:Intruder {id: 'x'})",
    "MERGE (n:Need {id: 'need-debt'}) ON MATCH SET n.name = 'x' ON CREATE SET n.name = 'y'",
    "MATCH (n:Need) SET n.name = 'x'",
    "MATCH (n:Need) SET n += {name: 'x'}",
    "MATCH (n:Need) SET n = {}",
    "MATCH (n:Need) SET n:Intruder",
    "MATCH (n:Need) SET n['name'] = 'x'",
    "MATCH (n:Need) REMOVE n.name",
    "MATCH (n:Need) REMOVE n:Need",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) NODETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (a:Need), (b:Need) CREATE (a)-[:BROADER {id: 'x'}]->(b)",
    "MATCH (a:Need)-[r:BROADER]->(b) SET r.id = 'x' RETURN a.id AS id",
    "FOREACH (x IN [1] | CREATE (:Intruder))",
    "MATCH p = (a)-[*1..2]->(b) FOREACH (n IN nodes(p) | SET n.name = 'x')",
    "UNWIND [1, 2] AS x CALL (x) { CREATE (:Intruder {id: x}) }",
    "UNWIND [1, 2] AS x CALL { WITH x CREATE (:Intruder {id: x}) } RETURN x",
    "UNWIND [1, 2] AS x CALL (x) { CREATE (:Intruder {id: x}) } IN TRANSACTIONS OF 1 ROWS",
    "MATCH (n) CALL { WITH n DETACH DELETE n } IN 2 CONCURRENT TRANSACTIONS OF 1 ROWS",
    "MATCH (n:Need) RETURN n.id AS id UNION CREATE (m:Intruder {id: 'x'}) RETURN m.id AS id",
    "RETURN EXISTS { CREATE (n:Intruder) } AS x",
    "RETURN COLLECT { CREATE (n:Intruder) RETURN n.id } AS x",
    "RETURN COUNT { MATCH (n:Need) SET n.name = 'x' RETURN n } AS n",
    "PROFILE CREATE (n:Intruder {id: 'x'})",
    "CYPHER 5 CREATE (n:Intruder {id: 'x'})",
    "RETURN 1 AS x; CREATE (n:Intruder {id: 'x'})",
    "RETURN 1 AS x; MATCH (n) DETACH DELETE n;",
    "CREATE INDEX intruder FOR (n:Need) ON (n.name)",
    "CREATE TEXT INDEX intruder FOR (n:Need) ON (n.name)",
    "CREATE FULLTEXT INDEX intruder FOR (n:Need) ON EACH [n.name]",
    "CREATE CONSTRAINT intruder FOR (n:Need) REQUIRE n.name IS UNIQUE",
    "CREATE CONSTRAINT FOR (n:Intruder) REQUIRE n.id IS UNIQUE",
    "DROP INDEX need_id",
    "DROP CONSTRAINT need_id",
    "CREATE DATABASE intruder",
    "CREATE OR REPLACE DATABASE neo4j",
    "DROP DATABASE neo4j",
    "ALTER DATABASE neo4j SET ACCESS READ ONLY",
    "STOP DATABASE neo4j",
    "CREATE ALIAS intruder FOR DATABASE neo4j",
    "CREATE USER intruder SET PASSWORD 'intruder-1' CHANGE NOT REQUIRED",
    "CREATE USER intruder IF NOT EXISTS SET PASSWORD 'intruder-1'",
    "DROP USER neo4j",
    "RENAME USER neo4j TO intruder",
    "ALTER USER neo4j SET PASSWORD 'intruder-1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'x' TO 'intruder-1'",
    "CREATE ROLE intruder",
    "GRANT ALL ON DBMS TO PUBLIC",
    "CALL db.createLabel('Intruder')",
    "CALL db.createProperty('intruder')",
    "CALL db.createRelationshipType('INTRUDES')",
    "MATCH (n:Need) CALL db.create.setNodeVectorProperty(n, 'x', [1.0])",
    "CALL merge.node(['Intruder'], {id: 'x'}, {}, {})",
    "CALL create.vNode(['Intruder'], {})",
    "CALL db.migrateLegacyTemporals()",
    "CALL apoc.create.node(['Intruder'], {})",
    'CALL apoc.cypher.doIt("CREATE (n:Intruder)", {})',
    'CALL apoc.periodic.iterate("MATCH (n) RETURN n", "DETACH DELETE n", {})',
    'RETURN apoc.cypher.runFirstColumnSingle("CREATE (n:Intruder) RETURN 1", {}) AS x',
    "INSERT INTO Need SET id = 'x'",
    "UPDATE Need SET name = 'x'",
    "DELETE FROM Need",
    "DELETE VERTEX FROM Need",
    "CREATE VERTEX Need SET id = 'x'",
    "CREATE VERTEX TYPE Intruder",
    "DROP TYPE Need UNSAFE",
    "TRUNCATE TYPE Need UNSAFE",
    "ALTER TYPE Need NAME Intruder",
    "ALTER DATABASE `arcadedb.dateFormat` 'x'",
    "g.addV('Intruder')",
    "mutation { intruder }",
)
#: Forms that would read files or addresses, write files, stop others, or reach another graph or program.
REACHES = (
    "LOAD CSV FROM 'file:///{file}' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM 'file:///{file}' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:{port}/taken' AS line RETURN line",
    "MATCH (n:Need) LOAD CSV FROM 'http://127.0.0.1:{port}/' + n.name AS line RETURN line",
    "WITH 'http://x' AS place LOAD CSV FROM 'file:///{file}' AS line RETURN line",
    "WITH '/*' AS a LOAD CSV FROM 'file:///{file}' AS line RETURN line, '*/' AS b",
    "WITH \"//\" AS a LOAD CSV FROM 'file:///{file}' AS line RETURN line",
    "WITH 1 AS `//` LOAD CSV FROM 'file:///{file}' AS line RETURN line",
    "WITH 'a\\\\' AS a LOAD CSV FROM 'file:///{file}' AS line RETURN line, '' AS b",
    "// nothing\rLOAD CSV FROM 'file:///{file}' AS line RETURN line",
    "LOAD // x\nCSV FROM 'file:///{file}' AS line RETURN line",
    "LOAD /* x */ CSV FROM 'file:///{file}' AS line RETURN line",
    "CALL {{ LOAD CSV FROM 'file:///{file}' AS line RETURN line }} RETURN line",
    "RETURN 1 AS line UNION LOAD CSV FROM 'file:///{file}' AS line RETURN line",
    "RETURN COLLECT {{ LOAD CSV FROM 'file:///{file}' AS line RETURN line }} AS x",
    "L\\u004fAD CSV FROM 'file:///{file}' AS line RETURN line",
    "WITH '\\u0027 AS x LOAD CSV FROM \\u0027file:///{file}' AS line RETURN line",
    "LOAD\u2003CSV FROM 'file:///{file}' AS line RETURN line",
    "LOAD\u180eCSV FROM 'file:///{file}' AS line RETURN line",
    "USING PERIODIC COMMIT LOAD CSV FROM 'file:///{file}' AS line RETURN line",
    "CALL apoc.load.json('file:///{file}') YIELD value RETURN value",
    "CALL apoc.load.csv('http://127.0.0.1:{port}/taken') YIELD map RETURN map",
    "CALL apoc.export.csv.all('/{file}.out', {{}})",
    "CALL `apoc`.`load`.`json`('file:///{file}') YIELD value RETURN value",
    "CALL `apoc.load.json`('file:///{file}') YIELD value RETURN value",
    "CALL gds.graph.project('x', '*', '*')",
    "RETURN apoc . util . urlEncode('x') AS x",
    "RETURN `apoc`.`text`.`join`(['x'], '') AS x",
    "USE system SHOW USERS",
    "USE `system` RETURN 1 AS x",
    "CALL {{ USE graph.byName('system') RETURN 1 AS x }} RETURN x",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message RETURN message",
    "CALL dbms.killConnection('bolt-1')",
    "CALL dbms.killConnections(['bolt-1'])",
    "CALL dbms.listConfig()",
    "CALL dbms.setConfigValue('db.logs.query.enabled', 'off')",
    "CALL db.clearQueryCaches()",
    "CALL db.prepareForReplanning()",
    "CALL db.stats.collect('QUERIES')",
    "CALL db.checkpoint()",
    "CALL tx.setMetaData({{a: 1}})",
    "OPTIONAL CALL db.clearQueryCaches() YIELD value RETURN value",
    "CALL db.clearQueryCaches YIELD value RETURN value",
    "CALL algo.pageRank() YIELD node RETURN 1 AS x",
    "CALL do.when(true, 'CREATE (:Intruder)', '') YIELD value RETURN value",
    "IMPORT DATABASE file:///{file}",
    "EXPORT DATABASE file:///{file}.out",
    "BACKUP DATABASE",
)
#: Ways to write the same so that it may be taken for something else.
DISGUISES: Mapping[str, Callable[[str], str]] = {
    "as it is": lambda query: query,
    "in small letters": lambda query: _words(query, str.lower),
    "in mixed letters": lambda query: _words(query, _mixed),
    "with comments between": lambda query: _between(query, " /* RETURN 1 */ "),
    "on a line a word": lambda query: _between(query, "\r\n"),
    "with lines of comments between": lambda query: _between(query, " // RETURN 1\n"),
    "with tabs between": lambda query: _between(query, "\t"),
    "after a comment": lambda query: f"// MATCH (n) RETURN n\n/* ' */ {query}",
    "after a line of comment that ends in a carriage return": lambda query: f"// '\r{query}",
    "before a comment": lambda query: f"{query} // ' RETURN 1",
    "after a text with signs of a comment": lambda query: f"WITH '/*' AS a, \"//\" AS b {query}",
    "as the second of two": lambda query: f"RETURN 1 AS x; {query}",
    "in a call": lambda query: f"CALL {{ {query} }} RETURN 1 AS x",
    "after PROFILE": lambda query: f"PROFILE {query}",
    "with the first letter as an escape": lambda query: f"\\u{ord(query[0]):04x}{query[1:]}",
    "with a letter in backticks": lambda query: f"`{query[:1]}`{query[1:]}",
    "after a character that cannot be seen": lambda query: f"\u200b{query}",
}


def reaches(file: str, port: int) -> tuple[str, ...]:
    """The forms that reach out, to a file (without its first /) and a port of this computer."""
    return tuple(query.format(file=file, port=port) for query in REACHES)


def _words(query: str, change: Callable[[str], str]) -> str:
    """The query with its keywords changed: the words in capitals, outside texts."""
    found = query
    for token in {token.text for token in tokens(query) if token.kind == "name" and token.text.isupper()}:
        found = found.replace(token, change(token))
    return found


def _mixed(word: str) -> str:
    return "".join(way(letter) for way, letter in zip(cycle((str.lower, str.upper)), word, strict=False))


def _between(query: str, what: str) -> str:
    """The query with something in place of every blank outside texts; as it is where a comment of its own stands."""
    if "//" in query.partition("'")[0]:
        return query
    return "".join(part.replace(" ", what) if n % 2 == 0 else f"'{part}'" for n, part in enumerate(query.split("'")))
