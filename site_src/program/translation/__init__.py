"""Translations in and out: what is missing or out of date, who has read what, and files for translators."""
