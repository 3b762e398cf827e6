/**
 * The HTTP endpoint that Amazon SNS posts to, fit to stand on the internet: who asks is judged before anything reads what
 * is asked. {@code SnsServer} listens, {@code SnsGate} admits, {@code SnsVerifier} checks signatures, {@code SnsDelivery}
 * and {@code SnsSubscription} act, {@code SnsReplies} answers.
 */
package io.configrelay.sns;
