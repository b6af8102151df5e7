"""The voting protocol, module by module. A package, so that its test files may be named as those of the surfaces."""
