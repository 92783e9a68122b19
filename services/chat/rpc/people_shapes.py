"""Cards of people in replies."""

from __future__ import annotations

from parlance.chat.v1 import people_pb2 as pb

from kernel.people import Person


def card(person: Person | None) -> pb.PersonCard | None:
    """None for who is gone."""
    if person is None:
        return None
    return pb.PersonCard(id=person.id, name=person.name, role=person.role, email=person.email)
