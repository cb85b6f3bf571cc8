"""Warm kernels: ordinary ipykernels that are forked from one process with the libraries loaded already."""
