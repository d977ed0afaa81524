-- Of each file the last snapshot that one of its writers made: what new laptops show until the changes are there.
CREATE TABLE snapshots (
    station   bigint NOT NULL,
    n         bigint NOT NULL,
    file      bytea NOT NULL,
    author    bytea NOT NULL,
    seq       bigint NOT NULL,          -- up to which the author had given her own changes
    header    bytea NOT NULL,
    signature bytea NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (station, file)
);

CREATE INDEX snapshots_by_place ON snapshots (station, n);

-- Sealed bytes do not get smaller.
ALTER TABLE snapshots ALTER COLUMN sealed SET STORAGE EXTERNAL;
