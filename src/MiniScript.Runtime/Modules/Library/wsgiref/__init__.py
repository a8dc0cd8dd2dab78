"""Servers and helpers for WSGI, the interface between web servers and applications."""
