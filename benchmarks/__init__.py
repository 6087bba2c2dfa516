"""Measures the product beside its peers, in the same run; needs the development packages."""
