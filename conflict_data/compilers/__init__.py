"""Turn what people write into what machines read; each module runs with ``python -m``."""
