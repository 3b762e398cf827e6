-- What waits for one channel while the others are done: the event as it came. Times are milliseconds
-- since 1970; turn is 2 for what is grave, 0 for what rides with others, 1 for the rest.
CREATE TABLE relay_parked (
  id ${identity},
  channel VARCHAR(80) NOT NULL,
  messageId VARCHAR(255) NOT NULL UNIQUE,
  turn SMALLINT NOT NULL,
  held SMALLINT NOT NULL,
  receivedAt BIGINT NOT NULL,
  failingSince BIGINT,
  claimedUntil BIGINT NOT NULL,
  size INTEGER NOT NULL,
  notificationId TEXT NOT NULL,
  notification TEXT NOT NULL,
  sqsMessageId TEXT
);

CREATE INDEX relay_parked_in_order ON relay_parked (channel, turn DESC, receivedAt, id);

-- Adding up the sizes reads this and no event.
CREATE INDEX relay_parked_size ON relay_parked (size);
