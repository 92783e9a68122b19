"""What must not work: attacks on a whole system of their own, so that none of them disturbs other tests."""
