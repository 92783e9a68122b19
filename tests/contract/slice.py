"""The endpoints that are promised so far; a later section adds its lines here first."""

from __future__ import annotations

from tests.contract.shapes import tables

SECTIONS = frozenset({
    "Auths", "Users", "Groups", "SCIM", "Configs", "Authentication", "Admin", "User Management",
    "Chats", "Folders", "Channels", "Notes", "Prompts", "Memories", "Evaluations",
    "Embed",
    "Workspaces", "Workspace Threads",
    "Analytics",
})  # fmt: skip
"""Sections of the references that are promised as a whole."""

_SINGLY = """
    POST /api/v1/auths/ldap
    GET /api/v1/auths/admin/config/ldap
    POST /api/v1/auths/admin/config/ldap
    GET /api/v1/auths/admin/config/ldap/server
    POST /api/v1/auths/admin/config/ldap/server

    DELETE /api/v1/auths/oauth/sessions/{provider}
    GET /api/v1/auths/admin/config/oauth
    POST /api/v1/auths/admin/config/oauth
    GET /oauth/{provider}/login
    GET /oauth/{provider}/login/callback

    POST /api/v1/auths/admin/config

    POST /api/v1/configs/banners
    POST /api/v1/configs/suggestions
    GET /api/v1/configs/models
    POST /api/v1/configs/models
    GET /api/v1/configs/models/defaults
    POST /api/v1/configs/interface/visibility

    GET /api/v1/auths/admin/details
    GET /api/v1/auths/signout
    POST /api/v1/auths/update/password
    POST /api/v1/auths/update/profile
    POST /api/v1/auths/update/timezone

    GET /api/v1/users/default/permissions/defaults
    GET /api/v1/users/user/variables
    POST /api/v1/users/user/variables/update
    GET /api/v1/users/{user_id}/preview
    POST /api/v1/users/{user_id}/sessions/revoke

    POST /api/v1/chats/new
    GET /api/v1/chats/
    GET /api/v1/chats/list
    GET /api/v1/chats/{id}
    POST /api/v1/chats/{id}
    DELETE /api/v1/chats/{id}
    GET /api/v1/chats/search
    GET /api/v1/chats/{id}/messages
    GET /api/v1/chats/{id}/messages/{message_id}
    POST /api/v1/tasks/active/chats
    POST /api/v1/chats/{id}/messages/post

    GET /api/v1/evaluations/
    GET /api/v1/evaluations/config
    POST /api/v1/evaluations/config
    POST /api/v1/evaluations/config/update
    POST /api/v1/evaluations/feedback
    GET /api/v1/evaluations/feedback/{id}
    POST /api/v1/evaluations/feedback/{id}
    POST /api/v1/evaluations/feedback/{id}/update
    DELETE /api/v1/evaluations/feedback/{id}
    DELETE /api/v1/evaluations/feedback/{id}/delete
    GET /api/v1/evaluations/feedback/all
    GET /api/v1/evaluations/feedback/all/export
    GET /api/v1/evaluations/feedbacks/all/export
    GET /api/v1/evaluations/feedbacks/list
    GET /api/v1/evaluations/feedbacks/models
    GET /api/v1/evaluations/leaderboard
    GET /api/v1/evaluations/leaderboard/{model_id}/history

    GET /api/v1/analytics/summary
    GET /api/v1/analytics/daily
    GET /api/v1/analytics/tokens
    GET /api/v1/analytics/models/{model_id}/chats
    GET /api/v1/analytics/models/{model_id}/overview
    GET /api/v1/users/usage

    GET /api/v1/folders/
    POST /api/v1/folders/create
    POST /api/v1/folders/
    GET /api/v1/folders/id/{id}
    GET /api/v1/folders/{id}
    POST /api/v1/folders/id/{id}/update
    POST /api/v1/folders/{id}/update
    POST /api/v1/folders/{id}/update/parent
    POST /api/v1/folders/{id}/update/expanded
    DELETE /api/v1/folders/id/{id}/delete
    DELETE /api/v1/folders/{id}
    POST /api/v1/folders/id/{id}/chats
    DELETE /api/v1/folders/id/{id}/chats/{chat_id}
    GET /api/v1/chats/folder/{folder_id}
    GET /api/v1/chats/folder/{folder_id}/list
    POST /api/v1/chats/{id}/folder
    GET /api/v1/memories/
    POST /api/v1/memories/add
    POST /api/v1/memories/query
    POST /api/v1/memories/reindex
    POST /api/v1/memories/{id}/update
    DELETE /api/v1/memories/{id}
    DELETE /api/v1/memories/
    DELETE /api/v1/memories/delete/user

    POST /api/v1/files/
    GET /api/v1/files/
    GET /api/v1/files/{id}
    GET /api/v1/files/{id}/content
    DELETE /api/v1/files/{id}

    POST /api/v1/knowledge/create
    GET /api/v1/knowledge/
    GET /api/v1/knowledge/{id}
    POST /api/v1/knowledge/{id}/file/add
    POST /api/v1/knowledge/{id}/file/remove
    DELETE /api/v1/knowledge/{id}/delete

    GET /api/v1/notes/
    GET /api/v1/notes/list
    GET /api/v1/notes/search
    GET /api/v1/notes/pinned
    POST /api/v1/notes/create
    GET /api/v1/notes/id/{id}
    GET /api/v1/notes/{id}
    POST /api/v1/notes/id/{id}/update
    POST /api/v1/notes/{id}/update
    POST /api/v1/notes/{id}/access/update
    POST /api/v1/notes/{id}/pin
    DELETE /api/v1/notes/id/{id}/delete
    DELETE /api/v1/notes/{id}/delete

    GET /api/v1/prompts/
    GET /api/v1/prompts/tags
    GET /api/v1/prompts/list
    POST /api/v1/prompts/create
    GET /api/v1/prompts/command/{command}
    GET /api/v1/prompts/id/{id}
    POST /api/v1/prompts/id/{id}/update
    POST /api/v1/prompts/id/{id}/update/meta
    POST /api/v1/prompts/id/{id}/update/version
    POST /api/v1/prompts/id/{id}/access/update
    DELETE /api/v1/prompts/id/{id}/delete
    GET /api/v1/prompts/id/{id}/history
    GET /api/v1/prompts/id/{id}/history/{history_id}
    DELETE /api/v1/prompts/id/{id}/history/{history_id}
    GET /api/v1/prompts/id/{id}/history/diff

    POST /api/v1/retrieval/process/file
    POST /api/v1/retrieval/process/text
    POST /api/v1/retrieval/query/doc
    POST /api/v1/retrieval/query/collection

    GET /api/v1/models/
    GET /api/v1/channels/
    POST /api/v1/channels/create
    GET /api/v1/channels/{id}
    POST /api/v1/channels/{id}/update
    DELETE /api/v1/channels/{id}/delete
    GET /api/v1/channels/{id}/members
    POST /api/v1/channels/{id}/members/add
    DELETE /api/v1/channels/{id}/members/{user_id}
    GET /api/v1/channels/{id}/messages
    POST /api/v1/channels/{id}/messages/post
    GET /api/v1/channels/{id}/messages/{message_id}
    POST /api/v1/channels/{id}/messages/{message_id}/update
    DELETE /api/v1/channels/{id}/messages/{message_id}/delete
    POST /api/v1/channels/{id}/messages/{message_id}/reactions
    DELETE /api/v1/channels/{id}/messages/{message_id}/reactions

    GET /openai/models
    POST /openai/chat/completions
    GET /ollama/api/tags
    POST /ollama/api/chat
    POST /ollama/api/generate
    POST /ollama/v1/chat/completions
    POST /ollama/api/embed
    GET /api/models
    POST /api/chat/completions
    GET /api/config
    GET /api/version

    GET /api/v1/system/export-chats
    POST /api/v1/document/upload
    POST /api/v1/document/raw-text
    GET /api/v1/documents
    GET /api/v1/openai/models
    POST /api/v1/openai/chat/completions
"""

PROMISED = tuple(
    dict.fromkeys(
        [
            *(f"{row['method']} {row['path']}" for row in tables() if row.get("section") in SECTIONS),
            *(line.strip() for line in _SINGLY.splitlines() if line.strip()),
        ]
    )
)
"""`METHOD /path`, as documented."""

NOT_REPLAYED = {
    "0.8.12#638": "the older version tells anybody that a task is not there; the newer one refuses",
    "0.12.4#261": "the original has no such route and took `export` for a chat; here it exports",
    "0.8.12#258": "the original has no such route and took `export` for a chat; here it exports",
    "0.12.4#51": "a role there is not was stored; here it is refused",
    "0.8.12#50": "a role there is not was stored; here it is refused",
    "0.8.12#116": "the older version failed over the first administrator; the newer one refuses, as we do",
    "0.8.12#122": "the older version failed over the own account; the newer one refuses, as we do",
    "0.12.4#342": "no model is shared with the user: here models are open until grants are kept",
    "0.8.12#339": "no model is shared with the user: here models are open until grants are kept",
    "0.12.4#367": "models with settings of their own, which are kept by a later section",
    "0.8.12#364": "models with settings of their own, which are kept by a later section",
    "0.12.4#619": "a custom model, which is kept by a later section",
    "0.8.12#617": "a custom model, which is kept by a later section",
    "0.12.4#622": "a pipe function, which is kept by a later section",
    "0.12.4#623": "a pipe function, which is kept by a later section",
    "0.8.12#621": "a pipe function, which is kept by a later section",
    "0.12.4#638": "a chat whose title and follow-ups a later section writes",
    "0.8.12#636": "a chat whose title and follow-ups a later section writes",
    "0.8.12#193": "the newer version lets administrators read the chat of another; so do we",
    "0.8.12#809": "the older version keeps a session after sign-out; the newer one ends it, as we do",
    "0.8.12#537": "the older version answers null for an unknown collection; the newer one refuses, as we do",
    "0.8.12#132": "a group that is not there was 401 in the older version; 404 in the newer one, as here",
    "0.8.12#143": "a group that is not there was 400 in the older version; 404 in the newer one, as here",
    "0.8.12#144": "deleting what is not there was true in the older version; 404 in the newer one, as here",
    "0.8.12#477": "the list's path was no route there; it is one here",
    "0.8.12#291": "the older version lets readers edit others' messages; the newer one refuses, as we do",
    "0.8.12#703": "the older version answers the bare list; the newer one adds translations, as we do",
    "0.8.12#223": "the older version keeps any text as a chat's folder; the newer one refuses, as we do",
    "0.12.4#769": "a user without displayName and emails is made here: Entra ID sends such",
    "0.8.12#767": "a user without displayName and emails is made here: Entra ID sends such",
    "0.12.4#771": "scimType is for 400 and 409 (RFC 7644, table 9); the other recorded 404s have none either",
    "0.8.12#769": "scimType is for 400 and 409 (RFC 7644, table 9); the other recorded 404s have none either",
    "0.8.12#757": "administrators may look at what providers keep, as the reference's table of access says",
    "0.8.12#717": "the older version answers a bare list; the newer one pages with a total, as we do",
    "0.12.4#725": "the path of all feedback was no route there; it is one here",
    "0.8.12#723": "the path of all feedback was no route there; it is one here",
    "0.8.12#170": "the older version dropped a grant that is not allowed; the newer one refuses, as we do",
    "0.12.4#177": "the path of the list of notes was no route there; it is one here",
    "0.8.12#175": "the path of the list of notes was no route there; it is one here",
    "0.8.12#227": "the older version answers the shared copy; the newer one the chat, as we do",
    "0.8.12#246": "the older version exports one array; the newer one a line each, as we do",
    "0.8.12#412": "the older version had no differences of versions; the newer one has, as we do",
    "0.8.12#413": "the older version had no differences of versions; the newer one has, as we do",
    "#4": "another scheme word than Bearer: not accepted here",
    "#52": "a form without a file was answered as a failure of the server; here it is the client's",
    "#82": "a name that is no text was answered as a failure of the server; here it is the client's",
    "#181": "no messages were answered as a failure of the server; here it is the client's",
    "#110": "an unknown workspace was answered as a failure of the server; here it is the client's",
    "#165": "an unknown workspace was answered as a stream's failure; here it is refused before it begins",
    "#320": "a workspace that forgot made its threads forget too; here they are apart",
    "#133": "a backend that shows its reasoning, which the fake provider does not",
    "#128": "agents, which come with a later section",
    "#129": "agents, which come with a later section",
    "#130": "agents, which come with a later section",
    "#134": "agents, which come with a later section",
    "#135": "agents, which come with a later section",
    "#303": "agents, which come with a later section",
    "#301": "a provider that cannot stream: here each answer can be streamed",
    "#302": "a provider that cannot stream: here each answer can be streamed",
    "#304": "a provider that cannot stream: here each answer can be streamed",
    "#307": "the document processor is stopped: it is part of the service here",
    "#308": "the document processor is stopped: it is part of the service here",
}
"""Recorded exchanges of promised endpoints that no row replays, and why."""
