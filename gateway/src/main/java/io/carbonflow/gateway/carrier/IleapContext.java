package io.carbonflow.gateway.carrier;

import java.time.Instant;

import io.carbonflow.intake.contract.Times;

/**
 * What a delivery's elements are read with.
 *
 * @param times      which times they may carry
 * @param receivedAt when the delivery came
 * @param operations what is known of the operations it refers to
 */
record IleapContext(Times times, Instant receivedAt, IleapOperations operations) {}
