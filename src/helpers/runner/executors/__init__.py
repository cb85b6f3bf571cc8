"""Where runs happen when one machine is too small: on the workers of a Dask cluster."""
