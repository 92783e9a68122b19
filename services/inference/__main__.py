"""Runs the inference service."""

from kernel.rpc.main import run
from services.inference.app import build
from services.inference.settings import Settings

if __name__ == "__main__":
    run("inference", Settings, build)
