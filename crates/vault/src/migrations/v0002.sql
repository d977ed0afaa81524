-- Version 2: a vault remembers that its first recovery code was not yet typed back from paper. One row, from the
-- making of the vault until somebody typed the code; never the code itself. Vaults of version 1 have none.
CREATE TABLE recovery_unchecked (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    since TEXT NOT NULL
) STRICT;
