-- What was delivered, for replicas that share a queue. The relay makes this table itself where it may.
CREATE TABLE relay_delivered (
  processorName VARCHAR(64) NOT NULL,
  messageId VARCHAR(255) NOT NULL,
  createdAt TIMESTAMP NOT NULL,
  PRIMARY KEY (processorName, messageId)
)
