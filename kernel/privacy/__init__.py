"""Personal data under a key per person: encrypted in events, unreadable once the key is dropped."""

from kernel.privacy.fields import open_message, seal_message
from kernel.privacy.keyring import ForgottenSubject, KeyRing, MasterKeyMismatch, SubjectKeyMissing
from kernel.privacy.keystore import MemoryKeys, MongoKeys
from kernel.privacy.master import load_master_key

__all__ = [
    "ForgottenSubject",
    "KeyRing",
    "MasterKeyMismatch",
    "MemoryKeys",
    "MongoKeys",
    "SubjectKeyMissing",
    "load_master_key",
    "open_message",
    "seal_message",
]
