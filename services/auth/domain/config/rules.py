"""What no schema can say of a section, by its name: one function each, called before a change counts."""

from __future__ import annotations

from collections.abc import Mapping

from services.auth.domain.config import accounts, evaluation
from services.auth.domain.config.section import Rule
from services.auth.domain.directory import rules as directory
from services.auth.domain.oauth import settings as oauth

RULES: Mapping[str, Rule] = {
    accounts.NAME: accounts.rule,
    evaluation.NAME: evaluation.rule,
    "ldap": directory.check,
    oauth.SECTION: oauth.must_work,
}
