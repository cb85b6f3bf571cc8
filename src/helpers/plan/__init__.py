"""Plans and registries: YAML to frozen values, with every fault at once."""
