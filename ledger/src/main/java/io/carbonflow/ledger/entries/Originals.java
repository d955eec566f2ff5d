package io.carbonflow.ledger.entries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.carbonflow.ledger.chain.ActivityFacts;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** What entries came from: the bytes as received, and what they said. Neither is given out unless the entry proves it. */
@ApplicationScoped
class Originals {

    /** A reversal may have come of an event that took the place of its own. */
    private static final String RAW = """
            select r.content_type, r.payload, sha256(r.payload) = $3 as is_proven
            from ledger.raw_copy r
            where r.tenant_id = $1 and r.event_id = any(array(
                    select $2 union all
                    select by_event_id from ledger.event_replacement where tenant_id = $1 and event_id = $2))
                and (sha256(r.payload) = $3 or r.booked_at = $4 and r.event_id = $2
                    and r.revision is not distinct from $5)
            order by is_proven desc, r.booked_at = $4 desc, r.booked_at limit 1
            """;
    private static final String ACTIVITY = """
            select a.content, sha256(convert_to(a.content, 'UTF8')) = a.sha256 as is_proven
            from ledger.activity a
            where a.tenant_id = $1 and a.event_id = $2 and a.sha256 = $3
            order by is_proven desc, a.booked_at limit 1
            """;
    private static final String REMOVED = """
            select r.removed_at from ledger.removal r
            where r.data_class = $1 and (r.tenant_id is null or r.tenant_id = $2)
                and (select min(e.booked_at) from ledger.entry e
                     where e.tenant_id = $2 and e.event_id = $3
                        and case $1 when 'raw_copy' then e.payload_sha256 else e.activity_sha256 end = $4)
                    between r.booked_from and r.booked_to
            order by r.removed_at limit 1
            """;

    private final Transactions transactions;

    Originals(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The item an entry is of, exactly as it was received. */
    RestResponse<byte[]> raw(SealedEntry sealed) {
        var activity = sealed.entry().activity();
        byte[] digest = activity.payloadSha256();
        return transactions.snapshot(activity.tenantId(), transaction -> {
            var found = transaction.query(RAW, activity.tenantId(), activity.eventId(), Buffer.buffer(digest),
                    Times.toColumn(sealed.entry().bookedAt()), sealed.entry().links().revision())
                .iterator();
            if (!found.hasNext()) {
                throw missing(transaction, "raw_copy", activity, digest);
            }
            Row row = found.next();
            return answer(row, "payload", "the bytes that are kept", row.getBuffer("payload").getBytes(),
                    servable(row.getString("content_type")), digest);
        });
    }

    /** What an entry's event said, as canonical JSON. */
    RestResponse<byte[]> activity(SealedEntry sealed) {
        var activity = sealed.entry().activity();
        if (activity.activitySha256() == null) {
            throw ProblemException.notFound("entry " + sealed.entry().id() + " was booked before activities were kept");
        }
        byte[] digest = HexFormat.of().parseHex(activity.activitySha256());
        return transactions.snapshot(activity.tenantId(), transaction -> {
            var found = transaction.query(ACTIVITY, activity.tenantId(), activity.eventId(), Buffer.buffer(digest))
                .iterator();
            if (!found.hasNext()) {
                throw missing(transaction, "activity", activity, digest);
            }
            Row row = found.next();
            return answer(row, "activity", "the activity that is kept", row.getString("content").getBytes(UTF_8),
                    MediaType.APPLICATION_JSON, digest);
        });
    }

    private static RestResponse<byte[]> answer(Row row, String name, String what, byte[] bytes, String contentType,
            byte[] digest) {
        if (!row.getBoolean("is_proven")) {
            throw ProblemException.conflict(what + " does not have the SHA-256 the entry holds, "
                    + HexFormat.of().formatHex(digest) + "; it is not what was booked");
        }
        return ResponseBuilder.ok(bytes)
            .header("Content-Type", contentType)
            .header("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":")
            // What a stranger sent is never shown as a page of ours.
            .header("X-Content-Type-Options", "nosniff")
            .header("Content-Security-Policy", "sandbox")
            .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
            .build();
    }

    private static ProblemException missing(Transaction transaction, String dataClass, ActivityFacts activity,
            byte[] digest) {
        String what = dataClass.equals("raw_copy") ? "the bytes of this item" : "what this event said";
        String proof = "; the SHA-256 the entry proves is " + HexFormat.of().formatHex(digest);
        for (Row row : transaction.query(REMOVED, dataClass, activity.tenantId(), activity.eventId(),
                Buffer.buffer(digest))) {
            Instant removedAt = Times.of(row, "removed_at");
            return new ProblemException(Problem.of(410, "Gone", "removed at " + removedAt
                    + ", when the time for which it was to be kept had ended: " + what + proof));
        }
        return ProblemException.notFound("booked before it was kept, or not to be kept at all: " + what + proof);
    }

    /** The type as it was sent where a header can hold it. */
    private static String servable(String contentType) {
        try {
            MediaType.valueOf(contentType);
            return contentType.chars().allMatch(c -> c >= ' ' && c < 0x7F) ? contentType
                    : MediaType.APPLICATION_OCTET_STREAM;
        } catch (IllegalArgumentException e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }
}
