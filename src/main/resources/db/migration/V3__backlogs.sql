-- How much is parked is counted from this alone, and reads no event.
CREATE INDEX relay_parked_backlog ON relay_parked (channel, turn, claimedUntil, receivedAt);
