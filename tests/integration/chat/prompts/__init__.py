"""Tests of prompts on a real MongoDB."""
