-- What was delivered, by channel and notification. Relays before 0.2 made this table themselves.
CREATE TABLE IF NOT EXISTS relay_delivered (
  processorName VARCHAR(64) NOT NULL,
  messageId VARCHAR(255) NOT NULL,
  createdAt TIMESTAMP NOT NULL,
  PRIMARY KEY (processorName, messageId)
);
