"""Tests of notes on a real MongoDB."""
