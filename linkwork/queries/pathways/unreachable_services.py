"""P9: services to which no door leads, and what is missing."""

from linkwork.graph.measures.eligibility import Journey, Rules
from linkwork.queries import Finished, Found
from linkwork.queries._finish import Row
from linkwork.queries._pathways import Pathways
from linkwork.queries._words import left_out
from linkwork.words import counted, listed


def finish(found: Found) -> Finished:
    """The services that nobody can reach, in order of name and id."""
    missing = _Missing(Pathways(found), found)
    rows = sorted(missing.rows(), key=lambda row: (row["service"], row["service_id"]))
    limit = int(found.parameters["limit"])
    number = len(found.rows)
    doors, services = counted(missing.doors, "door"), counted(number, "service")
    said = [f"{number - len(missing.unreached)} of {services} can be reached from {doors}."]
    return Finished(rows[:limit], [*left_out(min(limit, len(rows)), len(rows), "services"), *said])


class _Missing:
    """What is missing for people of one group in one area to get to each service."""

    def __init__(self, town: Pathways, found: Found) -> None:
        self.town = town
        self.need, audience, area = (str(found.parameters[name]) for name in ("need", "audience", "area"))
        referrals = town.referrals
        self.network = referrals.network
        self.rules = Rules(referrals.offers, Journey("", "", audience, area))
        self.doors = len(referrals.doors())
        self.unreached = referrals.unreachable(audience, area)
        # Where people do arrive, whether or not such people are taken there in the end.
        self.arrived = referrals.arrived(audience, area)

    def rows(self) -> list[Row]:
        """A row for every service that nobody can reach and that meets the need asked for."""
        wanted = Rules(self.town.referrals.offers, Journey("", self.need))
        return [self._row(service) for service in self.unreached if not self.need or wanted.meets(service)]

    def _row(self, service: str) -> Row:
        links = self.network.received.get(service, ())
        senders = sorted({link["from_id"] for link in links})
        rests = [service, *senders, *(link["id"] for link in links), *self.town.evidence.get(service, ())]
        return {
            "service": self.town.names[service],
            "needs": self.town.named(self.town.referrals.offers.met(service)),
            "entry_points_tried": self.doors,
            "missing_link": self._why(service),
            "provider": self.town.providers.get(service, ""),
            "access": self.network.services[service]["access"],
            "service_id": service,
            "sender_ids": senders,
            "evidence": rests,
        }

    def _why(self, service: str) -> str:
        """What is missing, in words: its own rules first, then who refers to it."""
        if self.network.services[service]["access"] == "closed":
            return "it takes nobody new"
        if reason := self.rules.why_not_on_the_way(service):
            return reason
        if not self.network.received.get(service):
            professional = self.network.services[service]["access"] == "professional"
            alone = "people cannot come by themselves" if professional else "nobody has said that people may just come"
            return f"nobody refers to it and {alone}"
        senders = sorted({way.from_id for way in self.network.senders.get(service, ())})
        return self._senders(senders) if senders else "only those who work in it refer to it"

    def _senders(self, senders: list[str]) -> str:
        """Why nobody gets on from the services that refer to it, themselves or by the roles that staff them."""
        cut = [id_ for id_ in senders if id_ not in self.arrived]
        said = []
        if cut:
            names = listed(self.town.named(cut))
            verb, them = ("refers", names) if len(cut) == 1 else ("refer", "any of them")
            only = "only " if len(cut) == len(senders) else ""
            said.append(f"{only}{names} {verb} to it, and no door reaches {them}")
        return "; ".join([*said, *(self._stopped(id_) for id_ in senders if id_ in self.arrived)])

    def _stopped(self, sender: str) -> str:
        name = self.town.names[sender]
        reason = self.rules.why_not_on_the_way(sender, name)
        return f"{name} refers people to it but {reason or 'may not refer on those it received'}"
