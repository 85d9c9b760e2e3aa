"""Damages what comes in from outside, at random but repeatably, and looks that each ends well: read, or refused in words."""
