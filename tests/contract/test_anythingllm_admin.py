"""Contract: accounts, invitations, members and preferences of the developer API.

The first rows run before multi-user mode is switched on; what follows has no recordings here and is held
against the shapes of the reference.
"""

from __future__ import annotations

from typing import Any

from tests.contract.runner import Case, scenario

ADMIN = "/api/v1/admin"
USERS = f"{ADMIN}/users"
SECRET = "seven wild geese"
QUESTION = {"model": "fake-gpt", "messages": [{"role": "user", "content": "Which reed is soft?"}]}
FORBIDDEN = {"error": "string", "message": "any"}
DONE = {"success": "boolean", "error": "null"}
REFUSED = {"success": "boolean", "error": "string"}
USER = {
    "id": "integer",
    "username": "string",
    "pfpFilename": "null",
    "role": "string",
    "suspended": "integer",
    "seen_recovery_codes": "boolean",
    "createdAt": "string",
    "lastUpdatedAt": "string",
    "dailyMessageLimit": "any",
}
INVITE = {
    "id": "integer",
    "code": "string",
    "status": "string",
    "workspaceIds": "string",
    "createdAt": "string",
    "lastUpdatedAt": "string",
    "claimedBy": "any",
    "createdBy": "any",
}
MEMBER = {"userId": "integer", "username": "string", "role": "string", "lastUpdatedAt": "string"}


def says(**wanted: Any) -> Any:
    """The reply has these values."""

    def check(body: Any) -> None:
        assert {key: body.get(key) for key in wanted} == wanted

    return check


def listed(name: str, **wanted: Any) -> Any:
    """One of the users has this name, and these values."""

    def check(body: Any) -> None:
        found = [one for one in body["users"] if one["username"] == name]
        assert len(found) == 1
        assert {key: found[0][key] for key in wanted} == wanted

    return check


def not_listed(name: str) -> Any:
    """None of the users has this name."""

    def check(body: Any) -> None:
        assert all(one["username"] != name for one in body["users"])

    return check


def members(*names: str) -> Any:
    """Exactly these are members."""

    def check(body: Any) -> None:
        assert sorted(one["username"] for one in body["users"]) == sorted(names)

    return check


def invite_is(status: str, claimed_by: str | None = None) -> Any:
    """The last invitation is in this state."""

    def check(body: Any) -> None:
        last = body["invites"][-1]
        assert last["status"] == status
        assert (last["claimedBy"] or {}).get("username") == claimed_by

    return check


def preferred(**wanted: Any) -> Any:
    """The preferences have these values and no mode."""

    def check(body: Any) -> None:
        assert {key: body["settings"][key] for key in wanted} == wanted
        assert "multi_user_mode" not in body["settings"]

    return check


def dev(name: str, request: str, *like: str, **more: Any) -> Case:
    """A row of a developer key."""
    return Case(name, request, like, as_="developer", **more)


# fmt: off
CASES = [
    # Single-user mode
    dev("mode, off", f"GET {ADMIN}/is-multi-user-mode", "#8", check=says(isMultiUser=False)),
    dev("users in single-user mode", f"GET {USERS}", "#9"),
    dev("new user in single-user mode", f"POST {USERS}/new", "#10",
        body={"username": "ines", "password": SECRET}),
    dev("user changed in single-user mode", f"POST {USERS}/1", "#11", body={"role": "default"}),
    dev("invitations in single-user mode", f"GET {ADMIN}/invites", "#13"),
    dev("new invitation in single-user mode", f"POST {ADMIN}/invite/new", "#14",
        body={"workspaceIds": [1]}),
    dev("invitation disabled in single-user mode", f"DELETE {ADMIN}/invite/1", "#15"),
    dev("members in single-user mode", f"GET {ADMIN}/workspaces/1/users", "#16"),
    dev("members set in single-user mode", f"POST {ADMIN}/workspaces/1/update-users", "#17",
        body={"userIds": [1]}),
    dev("preferences in single-user mode", f"POST {ADMIN}/preferences", "#19",
        body={"support_email": "a@b.example"}),
    dev("what was said, in single-user mode", f"POST {ADMIN}/workspace-chats", ("#20"),
        body={"offset": 100}),
    dev("names in single-user mode", "GET /api/v1/users", "#21"),
    dev("token without SSO", "GET /api/v1/users/1/issue-auth-token", "#22"),
    Case("mode without a key", f"GET {ADMIN}/is-multi-user-mode", status=403, shape=FORBIDDEN),
    Case("users without a key", f"GET {USERS}", status=403, shape=FORBIDDEN),
    Case("a user's session is no key", f"GET {USERS}", as_="bob", status=403, shape=FORBIDDEN),
    # The switch
    Case("plain users do not switch", "POST /api/system/enable-multi-user", as_="bob", status=403,
         body={"username": "root", "password": SECRET}),
    dev("weak password", "POST /api/system/enable-multi-user", status=400, shape=REFUSED,
        body={"username": "root", "password": "short"}),
    dev("switched on", "POST /api/system/enable-multi-user", shape=DONE,
        body={"username": "root", "password": SECRET}, check=says(success=True)),
    dev("switched on twice", "POST /api/system/enable-multi-user", status=400, shape=REFUSED,
        body={"username": "root2", "password": SECRET}),
    dev("mode, on", f"GET {ADMIN}/is-multi-user-mode", shape={"isMultiUser": "boolean"},
        check=says(isMultiUser=True)),
    # Users
    dev("new user", f"POST {USERS}/new", shape={"user": USER, "error": "null"},
        body={"username": "ines", "password": SECRET, "dailyMessageLimit": 7, "bio": "Plays the oboe."},
        keep={"ines": "user.id"}),
    dev("name taken", f"POST {USERS}/new", status=400, shape={"user": "null", "error": "string"},
        body={"username": "ines", "password": SECRET}),
    dev("bad name", f"POST {USERS}/new", status=400, shape={"user": "null", "error": "string"},
        body={"username": "Ines Maria", "password": SECRET}),
    dev("weak password", f"POST {USERS}/new", status=400, shape={"user": "null", "error": "string"},
        body={"username": "olga", "password": "short"}),
    dev("bad role", f"POST {USERS}/new", status=400, shape={"user": "null", "error": "string"},
        body={"username": "olga", "password": SECRET, "role": "king"}),
    dev("bad limit", f"POST {USERS}/new", status=400, shape={"user": "null", "error": "string"},
        body={"username": "olga", "password": SECRET, "dailyMessageLimit": 0}),
    dev("no password", f"POST {USERS}/new", status=400, shape={"user": "null", "error": "string"},
        body={"username": "olga"}),
    dev("a manager", f"POST {USERS}/new", shape={"user": USER, "error": "null"},
        body={"username": "marta@parlance.example", "password": SECRET, "role": "manager"},
        keep={"marta": "user.id"}),
    dev("users", f"GET {USERS}", shape={"users": [USER]},
        check=listed("ines", role="default", suspended=0, dailyMessageLimit=7)),
    dev("names", "GET /api/v1/users",
        shape={"users": [{"id": "integer", "username": "string", "role": "string"}]},
        check=listed("marta@parlance.example", role="manager")),
    Case("a username signs in", "POST /api/v1/auths/signin", body={"email": "ines", "password": SECRET},
         shape="any", keep={"ines_token": "token"}),
    Case("a limit of one question a day", f"POST {USERS}/{{ines}}", as_="developer", shape=DONE,
         body={"dailyMessageLimit": 1}),
    Case("the first question", "POST /api/chat/completions", as_="ines_token", shape="any", body=QUESTION),
    Case("the second question", "POST /api/chat/completions", as_="ines_token", status=429, shape="any",
         body=QUESTION),
    # Changes
    dev("user changed", f"POST {USERS}/{{ines}}", shape=DONE,
        body={"username": "ines.m", "dailyMessageLimit": None}),
    dev("changed user", f"GET {USERS}", shape={"users": [USER]},
        check=listed("ines.m", dailyMessageLimit=None)),
    dev("unknown user changed", f"POST {USERS}/987654", shape=REFUSED, body={"role": "admin"},
        check=says(success=False)),
    dev("nothing to change", f"POST {USERS}/{{ines}}", shape=REFUSED, body={"nothing": 1},
        check=says(success=False)),
    dev("weak password set", f"POST {USERS}/{{ines}}", shape=REFUSED, body={"password": "short"},
        check=says(success=False)),
    dev("name of another", f"POST {USERS}/{{ines}}", shape=REFUSED,
        body={"username": "marta@parlance.example"},
        check=says(success=False)),
    dev("no such role", f"POST {USERS}/{{ines}}", shape=REFUSED, body={"role": "king"},
        check=says(success=False)),
    dev("suspended", f"POST {USERS}/{{ines}}", shape=DONE, body={"suspended": 1}),
    dev("a suspended user", f"GET {USERS}", shape={"users": [USER]}, check=listed("ines.m", suspended=1)),
    Case("a suspended user's session is over", "GET /api/v1/auths/", as_="ines_token", status=401,
        shape="any"),
    Case("a suspended user does not sign in", "POST /api/v1/auths/signin", status=400, shape="any",
         body={"email": "ines.m", "password": SECRET}),
    dev("suspended no more", f"POST {USERS}/{{ines}}", shape=DONE,
        body={"suspended": False, "role": "manager"}),
    dev("promoted", f"GET {USERS}", shape={"users": [USER]},
        check=listed("ines.m", suspended=0, role="manager")),
    # Invitations
    dev("invitation", f"POST {ADMIN}/invite/new", shape={"invite": INVITE, "error": "null"}, raw=b"",
        keep={"first": "invite.id"}),
    dev("a workspace", "POST /api/v1/workspace/new", shape="any", body={"name": "Reed room"},
        keep={"room": "workspace.id", "room_slug": "workspace.slug"}),
    dev("invitation to a workspace", f"POST {ADMIN}/invite/new", shape={"invite": INVITE, "error": "null"},
        body={"workspaceIds": ["{room}"]}, keep={"second": "invite.id", "code": "invite.code"}),
    dev("invitations", f"GET {ADMIN}/invites", shape={"invites": [INVITE]}, check=invite_is("pending")),
    dev("disabled", f"DELETE {ADMIN}/invite/{{first}}", shape=DONE),
    dev("disabled again", f"DELETE {ADMIN}/invite/{{first}}", shape=DONE),
    dev("unknown invitation", f"DELETE {ADMIN}/invite/987654", status=404, shape=REFUSED),
    dev("no invitation at all", f"DELETE {ADMIN}/invite/abc", status=400, shape=REFUSED),
    Case("looked at", "GET /api/invite/{code}",
        shape={"invite": {"code": "string", "status": "string"}, "error": "null"}),
    Case("a wrong code", "GET /api/invite/AAAAAAA-BBBBBBB-CCCCCCC-DDDDDDD",
        shape={"invite": "null", "error": "string"}),
    Case("accepted with a weak password", "POST /api/invite/{code}", shape=REFUSED,
         body={"username": "pavel", "password": "short"}),
    Case("accepted", "POST /api/invite/{code}", shape=DONE, body={"username": "pavel", "password": SECRET}),
    Case("accepted twice", "POST /api/invite/{code}", shape=REFUSED,
        body={"username": "petra", "password": SECRET}),
    dev("a claimed invitation", f"GET {ADMIN}/invites", shape={"invites": [INVITE]},
        check=invite_is("claimed", "pavel")),
    # Members
    dev("members added", f"POST {ADMIN}/workspaces/{{room_slug}}/manage-users",
        shape={"success": "boolean", "error": "null", "users": [MEMBER]},
        body={"userIds": ["{ines}", 987654]}),
    dev("members set", f"POST {ADMIN}/workspaces/{{room_slug}}/manage-users",
        shape={"success": "boolean", "error": "null", "users": [MEMBER]},
        body={"userIds": ["{marta}"], "reset": True}, check=members("marta@parlance.example")),
    dev("nobody of them exists", f"POST {ADMIN}/workspaces/{{room_slug}}/manage-users", status=404,
        shape={"success": "boolean", "error": "string", "users": "any"}, body={"userIds": [987654]}),
    dev("members of no workspace", f"POST {ADMIN}/workspaces/none/manage-users", status=404,
        shape={"success": "boolean", "error": "string", "users": "any"}, body={"userIds": ["{marta}"]}),
    dev("members replaced", f"POST {ADMIN}/workspaces/{{room}}/update-users", shape=DONE,
        body={"userIds": ["{ines}", "{marta}"]}),
    dev("members", f"GET {ADMIN}/workspaces/{{room}}/users", shape={"users": [MEMBER]},
        check=members("ines.m", "marta@parlance.example")),
    dev("emptied", f"POST {ADMIN}/workspaces/{{room}}/update-users", shape=DONE, body={}),
    dev("no members", f"GET {ADMIN}/workspaces/{{room}}/users", shape={"users": "array"}, check=members()),
    dev("members of an unknown workspace", f"GET {ADMIN}/workspaces/987654/users", shape={"users": "array"},
        check=members()),
    # Preferences
    dev("preferences set", f"POST {ADMIN}/preferences", shape=DONE,
        body={"support_email": "help@parlance.example", "text_splitter_chunk_size": "900",
              "multi_user_mode": False}),
    dev("preferences", "GET /api/v1/system/preferences", shape={"settings": "any"},
        check=preferred(support_email="help@parlance.example", text_splitter_chunk_size=900)),
    dev("the mode stays", f"GET {ADMIN}/is-multi-user-mode", shape="any", check=says(isMultiUser=True)),
    # What was said
    dev("asked", "POST /api/v1/workspace/{room_slug}/chat", shape="any",
        body={"message": "Which reed is soft?"}),
    dev("what was said", f"POST {ADMIN}/workspace-chats", "#223", body={"offset": 0}),
    # Deletion
    dev("deleted", f"DELETE {USERS}/{{ines}}", shape=DONE),
    dev("deleted user", f"GET {USERS}", shape={"users": [USER]}, check=not_listed("ines.m")),
    dev("deleted again", f"DELETE {USERS}/{{ines}}", status=404, shape=REFUSED),
    dev("no user at all", f"DELETE {USERS}/abc", status=400, shape=REFUSED),
]
# fmt: on

test_anythingllm_admin = scenario(CASES)
