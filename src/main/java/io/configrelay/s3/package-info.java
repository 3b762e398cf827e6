/** What AWS Config has put into S3 because it was too large for a notification. */
package io.configrelay.s3;
