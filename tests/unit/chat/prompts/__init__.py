"""Tests of prompts without a database."""
