"""docker-compose.yml: pinned, local, bounded, with a password, and only with settings that a real server knows."""

import re

import pytest

from tests import neo4j_compose
from tests.neo4j_server import NeoServer

SERVICE = neo4j_compose.service()
TEAM = neo4j_compose.service(neo4j_compose.TEAM)
SIZE = re.compile(r"[1-9]\d*[mg]")


def test_the_image_is_pinned_to_a_patch_of_the_long_supported_line() -> None:
    assert re.fullmatch(r"neo4j:5\.26\.\d+-community", SERVICE["image"])


def test_ports_are_open_to_this_machine_alone() -> None:
    assert SERVICE["ports"] == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]


def test_the_password_comes_from_the_environment_and_is_refused_if_missing() -> None:
    assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?[^}]+\}", SERVICE["environment"]["NEO4J_AUTH"])


def test_the_data_is_in_a_named_volume() -> None:
    assert SERVICE["volumes"] == ["neo4j-data:/data"]
    assert set(neo4j_compose.compose()["volumes"]) == {"neo4j-data"}


def test_it_starts_again_by_itself_and_has_time_to_stop() -> None:
    assert SERVICE["restart"] == "unless-stopped"
    assert SERVICE["stop_grace_period"] == "60s"


def test_health_is_a_question_answered_without_the_password_among_the_processes() -> None:
    sort, command = SERVICE["healthcheck"]["test"]
    assert sort == "CMD-SHELL"
    assert command == "NEO4J_PASSWORD=\"$${NEO4J_AUTH#neo4j/}\" cypher-shell -u neo4j 'RETURN 1'"
    assert {"interval", "timeout", "retries", "start_period"} <= set(SERVICE["healthcheck"])


def test_memory_is_set_and_nothing_is_reported() -> None:
    settings = neo4j_compose.settings()
    memory = {name: value for name, value in settings.items() if ".memory." in name}
    assert set(memory) == {f"server.memory.{n}" for n in ("heap.initial_size", "heap.max_size", "pagecache.size")}
    assert all(SIZE.fullmatch(value) for value in memory.values())
    assert settings["dbms.usage_report.enabled"] == "false"


def test_every_variable_is_kept_by_the_image_or_becomes_a_setting_that_the_server_was_started_with(
    neo4j_empty: NeoServer,
) -> None:
    if neo4j_empty.how == "at NEO4J_URI":
        pytest.skip("the server at NEO4J_URI was not started with the settings of docker-compose.yml")
    wanted = neo4j_compose.settings()
    assert len(wanted) == len(SERVICE["environment"]) - 1  # all but NEO4J_AUTH
    known = neo4j_empty.rows("SHOW SETTINGS YIELD name, value, isExplicitlySet RETURN name, value, isExplicitlySet")
    started = {row["name"]: row["value"] for row in known if row["isExplicitlySet"]}
    assert {name: plain_size(started.get(name, "")) for name in wanted} == {n: plain_size(v) for n, v in wanted.items()}


def plain_size(value: str) -> str:
    """A size as it is written in either place, in MiB; any other value as it is."""
    found = re.fullmatch(r"(\d+)(?:\.00)?([mMgG])(?:iB)?", value)
    return f"{int(found[1]) * (1024 if found[2] in 'gG' else 1)} MiB" if found else value


def test_a_teams_server_is_open_to_one_address_that_was_named_and_there_under_encryption_alone() -> None:
    (port,) = TEAM["ports"]
    assert re.fullmatch(r"\$\{LINKWORK_LISTEN:\?[^}]+\}:7687:7687", port)
    settings = neo4j_compose.settings(neo4j_compose.TEAM)
    assert settings["server.bolt.tls_level"] == "REQUIRED"
    assert settings["dbms.ssl.policy.bolt.enabled"] == "true"
    assert re.fullmatch(r"\$\{LINKWORK_HOST:\?[^}]+\}:7687", settings["server.bolt.advertised_address"])


def test_a_teams_server_may_only_read_its_certificates_and_has_a_folder_for_dumps_and_neither_is_ever_committed() -> (
    None
):
    assert TEAM["volumes"] == ["./neo4j-certificates:/ssl:ro", "./neo4j-dumps:/dumps"]
    ignored = neo4j_compose.TEAM.with_name(".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/neo4j-certificates/", "/neo4j-dumps/", "/.env"} <= set(ignored)


def test_a_teams_files_say_nothing_twice_but_the_question_of_health_which_asks_under_encryption() -> None:
    assert set(TEAM) & set(SERVICE) == {"ports", "volumes", "environment", "healthcheck"}
    assert not set(TEAM["environment"]) & set(SERVICE["environment"])
    (_, asked), (_, plain) = TEAM["healthcheck"]["test"], SERVICE["healthcheck"]["test"]
    assert asked == plain.replace("cypher-shell -u", "cypher-shell -a bolt+ssc://localhost:7687 -u")
    assert set(TEAM["healthcheck"]) == {"test"}
