package io.carbonflow.gateway.deadletter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Which letters are meant; each member null where it does not narrow.
 *
 * @param reason  a code among its reasons
 * @param state   {@code open}, {@code resubmitted} or {@code released}
 * @param since   received then or later
 * @param until   received before then
 * @param text    found in its source, channel, event id or reasons, in either case
 */
record LetterFilter(String reason, String source, String channel, String stage, Boolean held, String state,
        Instant since, Instant until, String eventId, String text) {

    static final List<String> STATES = List.of("open", "resubmitted", "released");

    /** A letter's state: what waits and is booked by another delivery after all went on, too. */
    static final String STATE_SQL = "case when r.letter_id is null then 'open' when d.held then 'released' else 'resubmitted' end";

    /** The tables and conditions; {@link #parameters} has the values of $1 to $11. */
    static final String FROM_SQL = """
             from ledger.dead_letter d
             left join ledger.letter_release r on r.tenant_id = d.tenant_id and r.letter_id = d.id
             left join ledger.letter_payload p on p.tenant_id = d.tenant_id and p.letter_id = d.id
            where d.tenant_id = $1
              and ($2::jsonb is null or d.reasons @> $2::jsonb)
              and ($3::text is null or d.source = $3)
              and ($4::text is null or d.channel = $4)
              and ($5::text is null or d.stage = $5)
              and ($6::boolean is null or d.held = $6)
              and ($7::text is null or\s""" + STATE_SQL + """
             = $7)
               and ($8::timestamptz is null or d.received_at >= $8)
               and ($9::timestamptz is null or d.received_at < $9)
               and ($10::text is null or d.event_id = $10)
               and ($11::text is null or position(lower($11) in lower(
                   concat_ws(' ', d.source, d.channel, d.event_id, d.reasons::text))) > 0)
            """;

    /** The same, of letters nobody sent again and that did not go on. */
    LetterFilter open() {
        return new LetterFilter(reason, source, channel, stage, held, "open", since, until, eventId, text);
    }

    /** The same, of letters received before a time. */
    LetterFilter before(Instant time) {
        Instant earlier = until == null || time.isBefore(until) ? time : until;
        return new LetterFilter(reason, source, channel, stage, held, state, since, earlier, eventId, text);
    }

    Tuple parameters(String tenantId) {
        return Tuple.tuple()
            .addString(tenantId)
            .addValue(reason == null ? null : new JsonArray().add(new JsonObject().put("code", reason)))
            .addString(source)
            .addString(channel)
            .addString(stage)
            .addBoolean(held)
            .addString(state)
            .addOffsetDateTime(utc(since))
            .addOffsetDateTime(utc(until))
            .addString(eventId)
            .addString(text);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
