"""Measurements that decide something, each run by hand and told in docs/decisions/."""
