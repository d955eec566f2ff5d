package io.carbonflow.query.entries;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;

/**
 * One entry and how it came about.
 *
 * @param receipt     the canonical JSON from which the mass is recomputed, exactly as it was booked; that of a reversal is
 *                    the one of the entry it takes back
 * @param revision    of the version of the event that made it; null where the event has none
 * @param reverses    the entry whose mass this one takes back
 * @param replaces    the reversed entry in whose place this one stands
 * @param sourceTrust trust in the source when the item came, 0.00 to 1.00
 * @param gateOutcome what the quality gate decided
 * @param gateReason  why
 * @param state       provisional where something better is expected to replace it, else final
 * @param accountedAt the time at which sums count it; another than it occurred only because of a locked period
 * @param adjustsPeriod   that period
 * @param replacesEventId the event in whose place the one of this entry stands
 * @param reversedBy  the entry that takes this one back
 * @param replacedBy  the entries that stand in its place
 * @param related     the other entries of the same event: further methods and parts, reversals, adjustments
 */
@RegisterForReflection
@Schema(name = "Entry")
public record EntryDetail(@JsonUnwrapped EntrySummary summary, boolean official, String kind, String productId,
        String subdivision, String channel, Instant periodStart, Instant periodEnd, Instant calculatedAt,
        BigDecimal kgCo2, BigDecimal kgCh4, BigDecimal kgN2o, BigDecimal kgBiogenicCo2, BigDecimal kgCo2eAr4,
        BigDecimal kgCo2eAr5, BigDecimal kgCo2eAr6, String factorId, String factorEdition, List<String> notices,
        @JsonRawValue @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT) String receipt,
        String payloadSha256, String correlationId, int leafIndex, String revision, String reverses, String replaces,
        BigDecimal sourceTrust, String gateOutcome, String gateReason, String state, Instant accountedAt,
        String adjustsPeriod, String replacesEventId, String reversedBy, List<String> replacedBy,
        List<Related> related) {

    static final String COLUMNS = EntrySummary.COLUMNS
            + """
                    , official, kind, product_id, subdivision, channel, period_start, period_end, calculated_at, kg_co2, kg_ch4,
                    kg_n2o, kg_biogenic_co2, kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6, factor_id, factor_edition, notices, receipt,
                    encode(payload_sha256, 'hex') as payload_sha256, correlation_id, leaf_index, revision,
                    reverses::text as reverses, replaces::text as replaces, source_trust, gate_outcome, gate_reason,
                    case when state is not null or ledger.is_provisional(data_quality, method) then 'provisional' else 'final' end
                        as state, coalesce(accounted_at, occurred_at) as accounted_at, adjusts_period::text as adjusts_period,
                    replaces_event_id,
                    (select r.id::text from ledger.entry r where r.tenant_id = e.tenant_id and r.reverses = e.id
                        and r.booked_at <= $3 limit 1) as reversed_by,
                    array(select r.id::text from ledger.entry r where r.tenant_id = e.tenant_id and r.replaces = e.id
                        and r.booked_at <= $3 order by r.id) as replaced_by""";

    /** Another entry of the same event. */
    @RegisterForReflection
    public record Related(String id, String entryType, boolean official, int scope, Integer category, String part,
            String element, String method, BigDecimal kgCo2e, Instant bookedAt) {

        static Related of(Row row) {
            return new Related(row.getUUID("id").toString(), row.getString("entry_type"), row.getBoolean("official"),
                    row.getShort("scope"), EntrySummary.whole(row, "category"), row.getString("part"),
                    row.getString("element"), row.getString("method"),
                    row.getBigDecimal("kg_co2e"), EntrySummary.instant(row, "booked_at"));
        }
    }

    static EntryDetail of(Row row, List<Related> related) {
        return new EntryDetail(EntrySummary.of(row), row.getBoolean("official"), row.getString("kind"),
                row.getString("product_id"), row.getString("subdivision"), row.getString("channel"),
                EntrySummary.instant(row, "period_start"), EntrySummary.instant(row, "period_end"),
                EntrySummary.instant(row, "calculated_at"), row.getBigDecimal("kg_co2"), row.getBigDecimal("kg_ch4"),
                row.getBigDecimal("kg_n2o"), row.getBigDecimal("kg_biogenic_co2"), row.getBigDecimal("kg_co2e_ar4"),
                row.getBigDecimal("kg_co2e_ar5"), row.getBigDecimal("kg_co2e_ar6"), row.getString("factor_id"),
                row.getString("factor_edition"), List.of(row.getArrayOfStrings("notices")), row.getString("receipt"),
                row.getString("payload_sha256"), row.getString("correlation_id"), row.getInteger("leaf_index"),
                row.getString("revision"), row.getString("reverses"), row.getString("replaces"),
                row.getBigDecimal("source_trust"), row.getString("gate_outcome"), row.getString("gate_reason"),
                row.getString("state"),
                EntrySummary.instant(row, "accounted_at"), row.getString("adjusts_period"),
                row.getString("replaces_event_id"), row.getString("reversed_by"),
                List.of(row.getArrayOfStrings("replaced_by")), related);
    }
}
