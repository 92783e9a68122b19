"""The auth service, put together."""

from __future__ import annotations

import asyncio
import logging
import os
from functools import partial

from pymongo.errors import PyMongoError

from kernel.audit import audited_events
from kernel.context import CallContext
from kernel.erasure import Counts, Eraser, EraseSubject
from kernel.service import App, Runtime, Servicer
from services.auth.adapters.account_settings import recorded_before
from services.auth.adapters.accounts import Accounts as AccountReads
from services.auth.adapters.activity import Activity
from services.auth.adapters.changes import SUBJECT, Changes
from services.auth.adapters.configs import Configs as ConfigReads
from services.auth.adapters.credentials import Credentials
from services.auth.adapters.directory import Directory
from services.auth.adapters.erasers import ActivityTraces, ProviderTokens, SessionTraces
from services.auth.adapters.images import Images
from services.auth.adapters.installations import Installations
from services.auth.adapters.invite_codes import InviteCodes
from services.auth.adapters.numbers import Numbers
from services.auth.adapters.oauth import parts as oauth
from services.auth.adapters.passwords import Passwords
from services.auth.adapters.places import Places
from services.auth.adapters.refused import RefusedActs
from services.auth.adapters.sections import schemas
from services.auth.adapters.sessions import Sessions
from services.auth.adapters.showings import Showings
from services.auth.adapters.sign_in_tokens import SignInTokens
from services.auth.adapters.signing_keys import SigningKeys
from services.auth.adapters.spread import Spread
from services.auth.adapters.throttle import Throttle
from services.auth.adapters.turns import Turns
from services.auth.commands.erasures import Erasures
from services.auth.commands.parts import Parts
from services.auth.domain.config.accounts import NAME as ACCOUNTS
from services.auth.projections.api_keys import ApiKeysView
from services.auth.projections.audit_trail import AuditTrail, retain
from services.auth.projections.config import ConfigView
from services.auth.projections.developer_keys import DeveloperKeysView
from services.auth.projections.erasures import ErasuresView
from services.auth.projections.groups import GroupsView
from services.auth.projections.identities import IdentitiesView
from services.auth.projections.installation import InstallationView
from services.auth.projections.invites import InvitesView
from services.auth.projections.moves import MovesView
from services.auth.projections.scim_groups import ScimGroupsView
from services.auth.projections.scim_tokens import ScimTokensView
from services.auth.projections.scim_users import ScimUsersView
from services.auth.projections.sessions import SessionsView
from services.auth.projections.users import COLLECTION as USERS
from services.auth.projections.users import UsersView
from services.auth.queries.audit_entries import Entries
from services.auth.queries.stuck_erasures import StuckErasures
from services.auth.reactions.run_erasure import RunErasure, reporting
from services.auth.rpc.accounts import Accounts
from services.auth.rpc.audit import Audit
from services.auth.rpc.configs import Configs
from services.auth.rpc.configuration import Configuration
from services.auth.rpc.developer_keys import DeveloperKeys
from services.auth.rpc.directory import Directory as AccountDirectory
from services.auth.rpc.evaluation import EvaluationConfig
from services.auth.rpc.groups import Groups
from services.auth.rpc.imports import Import
from services.auth.rpc.instance import Instance
from services.auth.rpc.keys import Keys
from services.auth.rpc.ldap import Ldap
from services.auth.rpc.oauth import OAuth
from services.auth.rpc.profiles import Profiles
from services.auth.rpc.scim import Scim
from services.auth.rpc.system import System
from services.auth.rpc.tokens import Tokens
from services.auth.rpc.users import Users
from services.auth.settings import Settings, from_environment

_KEYS_EVERY = 60.0
_STRANGERS_EVERY = 3600.0
_log = logging.getLogger(__name__)


async def assemble(rt: Runtime) -> Parts:
    """The parts commands and queries work with; signing keys are loaded, indexes made."""
    settings: Settings = rt.settings
    accounts = AccountReads(rt.store, settings.user_cache_mib * 1024 * 1024)
    config = ConfigReads(rt.store, schemas(from_environment(settings)), {ACCOUNTS: recorded_before})
    installations = Installations(rt.store, config)
    signing_keys = SigningKeys(rt.database, rt.keys, settings.signing_key_days)
    await signing_keys.load()
    throttle = Throttle(rt.database, settings.signin_window)
    await throttle.ensure_indexes()
    activity = Activity(rt.database)
    await activity.ensure_indexes()
    await activity.complete(rt.database[USERS])
    credentials = Credentials(rt.database)
    await credentials.ensure_indexes()
    invite_codes = InviteCodes(rt.database, rt.keys)
    await invite_codes.ensure_indexes()
    sign_in_tokens = SignInTokens(rt.database)
    await sign_in_tokens.ensure_indexes()
    workers = settings.hashing_processes or max(1, (os.cpu_count() or 1) - 1)
    return Parts(
        settings=settings,
        store=rt.store,
        accounts=accounts,
        installations=installations,
        config=config,
        sessions=Sessions(rt.store, signing_keys),
        credentials=credentials,
        passwords=Passwords(workers, settings.hashing_queue),
        images=Images(),
        showings=Showings(rt.channel("inference"), rt.channel("knowledge")),
        directory=Directory(settings.ldap_threads, settings.ldap_queue, settings.ldap_patience),
        throttle=throttle,
        signing_keys=signing_keys,
        activity=activity,
        places=Places(rt.store),
        changes=Changes(accounts, installations, config, rt.publish),
        spread=Spread(rt.store, rt.revocations),
        numbers=Numbers(rt.database),
        invite_codes=invite_codes,
        sign_in_tokens=sign_in_tokens,
        turns=Turns(),
        refusals=rt.refusals,
        oauth=await oauth.assemble(config, rt.database, rt.keys),
    )


async def build(rt: Runtime) -> App:
    """See kernel.service."""
    parts = await assemble(rt)
    await rt.subscribe(SUBJECT, parts.changes.heard)
    audited, days = audited_events(), parts.settings.audit_days
    await retain(rt.database, days)
    refused = RefusedActs(rt.store, parts.accounts, rt.keys)
    rt.refusals.sink = partial(refused.record, rt.name)

    async def keep_signing_keys() -> None:
        while True:
            await asyncio.sleep(_KEYS_EVERY)
            try:
                await parts.signing_keys.load()
            except PyMongoError as error:
                _log.warning("signing keys cannot be looked at now: %s", error)

    async def forget_strangers() -> None:
        while days:
            try:
                await refused.forget_strangers(days)
            except PyMongoError as error:
                _log.warning("keys of strangers are dropped later: %s", error)
            await asyncio.sleep(_STRANGERS_EVERY)

    async def stop() -> None:
        await parts.activity.flush(everything=True)
        await parts.passwords.close()
        await parts.images.close()
        await parts.directory.close()
        await parts.oauth.wire.close()

    erasures = Erasures(rt.store, reporting())
    entries = Entries(rt.store, rt.keys, audited)
    erasers: list[Eraser] = [
        SessionTraces(rt.database),
        ProviderTokens(parts.oauth.sessions),
        ActivityTraces(rt.database, parts.activity),
    ]
    settle = parts.settings.erasure_settle
    stuck = StuckErasures(rt.database, rt.metrics)

    async def erased(ctx: CallContext, user_id: str, counts: Counts) -> None:
        await erasures.reported(ctx, user_id, rt.name, counts)

    package = "parlance.auth.v1"
    return App(
        servicers=[
            Servicer(f"{package}.Accounts", Accounts(parts)),
            Servicer(f"{package}.Users", Users(parts)),
            Servicer(f"{package}.Groups", Groups(parts)),
            Servicer(f"{package}.System", System(parts)),
            Servicer(f"{package}.Scim", Scim(parts)),
            Servicer(f"{package}.DeveloperKeys", DeveloperKeys(parts)),
            Servicer(f"{package}.Tokens", Tokens(parts)),
            Servicer(f"{package}.Keys", Keys(parts)),
            Servicer(f"{package}.Import", Import(parts)),
            Servicer(f"{package}.Configuration", Configuration(parts)),
            Servicer(f"{package}.Audit", Audit(parts, entries, refused, erasures)),
            Servicer(f"{package}.Ldap", Ldap(parts)),
            Servicer(f"{package}.Instance", Instance(parts)),
            Servicer(f"{package}.Directory", AccountDirectory(parts)),
            Servicer(f"{package}.OAuth", OAuth(parts)),
            Servicer(f"{package}.Configs", Configs(parts)),
            Servicer(f"{package}.EvaluationConfig", EvaluationConfig(parts)),
            Servicer(f"{package}.Profiles", Profiles(parts)),
        ],
        projections=[
            UsersView(),
            SessionsView(),
            InstallationView(),
            DeveloperKeysView(),
            GroupsView(),
            ConfigView(),
            IdentitiesView(),
            InvitesView(),
            ApiKeysView(),
            ScimTokensView(),
            ScimUsersView(),
            ScimGroupsView(),
            ErasuresView(),
            MovesView(),
        ],
        followers=[AuditTrail(audited, days)],
        reactions=[RunErasure(rt.keys, erasures), EraseSubject(rt.database, erasers, erased, settle)],
        background=[parts.activity.run, keep_signing_keys, forget_strangers, stuck.run],
        on_stop=[stop],
    )
