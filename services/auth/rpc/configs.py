"""parlance.auth.v1.Configs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from google.protobuf.message import Message
from parlance.auth.v1 import banner_settings_pb2, interface_settings_pb2
from parlance.auth.v1 import configs_pb2 as pb

from kernel.context import CallContext
from services.auth.adapters.sections import from_message
from services.auth.commands.config import change_section, import_document
from services.auth.commands.parts import Parts
from services.auth.queries.config.document import exported
from services.auth.rpc.json_values import json_object

BANNERS, SUGGESTIONS, MODELS, INTERFACE = "banners", "suggestions", "models", "interface"


class Configs:
    """See the proto."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def Export(self, request: pb.ExportRequest, ctx: CallContext) -> pb.ConfigDocument:
        return pb.ConfigDocument(config=await exported(self._parts))

    async def Update(self, request: pb.UpdateConfigRequest, ctx: CallContext) -> pb.ConfigDocument:
        document = json_object(request.config, "config")
        # Clients that know the path of an import only send its envelope here, too.
        wrapped = document.get("config") if document.keys() == {"config"} else None
        return await self._import(wrapped if isinstance(wrapped, dict) else document, ctx)

    async def Import(self, request: pb.ImportConfigRequest, ctx: CallContext) -> pb.ConfigDocument:
        return await self._import(json_object(request.config, "config"), ctx)

    async def GetBanners(self, request: pb.GetBannersRequest, ctx: CallContext) -> pb.BannerList:
        now = await self._parts.config.section(banner_settings_pb2.BannerSettings)
        return pb.BannerList(banners=now.banners)

    async def UpdateBanners(self, request: pb.UpdateBannersRequest, ctx: CallContext) -> pb.BannerList:
        changed = await self._change(ctx, BANNERS, {"banners": self._values(BANNERS, request.banners)})
        return pb.BannerList(banners=changed.banners)

    async def UpdateSuggestions(
        self, request: pb.UpdateSuggestionsRequest, ctx: CallContext
    ) -> pb.Suggestions:
        wanted: dict[str, Any] = {"suggestions": self._values(SUGGESTIONS, request.suggestions)}
        wanted |= self._objects(SUGGESTIONS, request, {"i18n": "i18n"})
        changed = await self._change(ctx, SUGGESTIONS, wanted)
        return pb.Suggestions(suggestions=changed.suggestions, i18n=changed.i18n)

    async def GetModelSettings(
        self, request: pb.GetModelSettingsRequest, ctx: CallContext
    ) -> pb.ModelDefaults:
        return _models(await self._parts.config.section(interface_settings_pb2.ModelSettings))

    async def UpdateModelSettings(
        self, request: pb.UpdateModelSettingsRequest, ctx: CallContext
    ) -> pb.ModelDefaults:
        wanted: dict[str, Any] = {
            "DEFAULT_MODELS": request.default_models or None,
            "DEFAULT_PINNED_MODELS": request.default_pinned_models or None,
            "MODEL_ORDER_LIST": list(request.model_order_list),
        }
        keys = {
            "default_model_metadata": "DEFAULT_MODEL_METADATA",
            "default_model_params": "DEFAULT_MODEL_PARAMS",
        }
        return _models(await self._change(ctx, MODELS, wanted | self._objects(MODELS, request, keys)))

    async def GetModelMetadata(
        self, request: pb.GetModelMetadataRequest, ctx: CallContext
    ) -> pb.ModelMetadata:
        now = await self._parts.config.section(interface_settings_pb2.ModelSettings)
        return pb.ModelMetadata(default_model_metadata=now.default_model_metadata)

    async def UpdateVisibility(self, request: pb.Visibility, ctx: CallContext) -> pb.Visibility:
        changed = await self._change(ctx, INTERFACE, {"visibility": dict(request.visibility)})
        return pb.Visibility(visibility=changed.visibility)

    async def _import(self, document: Mapping[str, Any], ctx: CallContext) -> pb.ConfigDocument:
        await import_document.handle(self._parts, ctx, import_document.ImportDocument(document))
        return pb.ConfigDocument(config=await exported(self._parts))

    async def _change(self, ctx: CallContext, section: str, values: Mapping[str, Any]) -> Any:
        command = change_section.ChangeSection(section, values)
        return (await change_section.handle(self._parts, ctx, command)).message

    def _values(self, section: str, messages: Iterable[Message]) -> list[dict[str, Any]]:
        """The items of a section's first setting, as values."""
        fields = self._parts.config.schema(section).fields[0].fields
        return [from_message(fields, message) for message in messages]

    def _objects(self, section: str, request: Any, keys: Mapping[str, str]) -> dict[str, Any]:
        """JSON fields that were sent, by their keys; null stands for the default."""
        defaults = self._parts.config.schema(section).defaults
        wanted = {}
        for field, key in keys.items():
            if request.HasField(field):
                value = json.loads(getattr(request, field) or b"null")
                wanted[key] = defaults[key] if value is None else value
        return wanted


def _models(now: Any) -> pb.ModelDefaults:
    reply = pb.ModelDefaults(
        model_order_list=now.model_order_list,
        default_model_metadata=now.default_model_metadata,
        default_model_params=now.default_model_params,
    )
    for name in ("default_models", "default_pinned_models"):
        if now.HasField(name):
            setattr(reply, name, getattr(now, name))
    return reply
