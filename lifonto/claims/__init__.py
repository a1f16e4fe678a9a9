"""Claims put to the knowledge base: supported, contradicted, contested, unverified or unknown, and by what."""
