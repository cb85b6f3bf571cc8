"""Jobs: parameterised notebooks run through papermill, with a content cache."""
