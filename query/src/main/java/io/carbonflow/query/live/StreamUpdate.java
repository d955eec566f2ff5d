package io.carbonflow.query.live;

import java.time.Instant;
import java.util.List;

import io.carbonflow.query.entries.EntrySummary;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One message of the stream.
 *
 * @param at           the server's clock, so that a page can show ages without trusting its own
 * @param booked       official entries booked since the last message
 * @param omitted      how many of them {@code entries} does not list
 * @param lastBookedAt when the newest was booked
 * @param live         whether this instance reads the ledger's feed at present; false means the figures may be behind
 * @param entries      the newest of them, newest first
 */
@RegisterForReflection
public record StreamUpdate(Instant at, long booked, long omitted, Instant lastBookedAt, boolean live,
        List<EntrySummary> entries) {}
