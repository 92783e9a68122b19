"""`python -m services.auth`: the auth service as a process."""

from kernel.rpc.main import run
from services.auth.app import build
from services.auth.settings import Settings

if __name__ == "__main__":
    run("auth", Settings, build)
