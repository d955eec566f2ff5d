package io.carbonflow.ledger.recalculation;

import static io.carbonflow.contracts.ReasonCode.FIELD_INVALID;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.carbonflow.contracts.avro.KeptActivity;
import io.carbonflow.contracts.avro.RecalculationRequest;
import io.carbonflow.ledger.parameters.BodyFields;
import io.carbonflow.ledger.store.Times;
import io.vertx.sqlclient.Row;

/**
 * What is to be recalculated, and by what.
 *
 * @param from               first instant at which an entry counts
 * @param to                 the first instant after the last
 * @param supplierId         null for all, as every other filter
 * @param activity           an activity code, with everything particular below it
 * @param edition            a factor edition to use no other; null for the company's own choice
 * @param methodologyId      only what this methodology gives or gave changes; null for everything
 * @param methodologyVersion the version that has to be in force; null for whichever is
 */
record RecalculationForm(Instant from, Instant to, String supplierId, String facilityId, String sourceId, Integer scope,
        Integer category, String activity, String edition, String methodologyId, Integer methodologyVersion,
        String reason) {

    private static final int TEXT_LENGTH_MAX = 500;
    private static final int SCOPES = 3;
    private static final int CATEGORIES = 15;
    private static final Set<String> MEMBERS = Set.of("from", "to", "supplier_id", "facility_id", "source_id", "scope",
            "category", "activity", "edition", "methodology", "reason");

    /** Reads a body; refuses it with all reasons at once. */
    static RecalculationForm of(String body) {
        var fields = BodyFields.of(body, "from, to, reason and what to choose by");
        fields.only(MEMBERS);
        Instant from = fields.time("from");
        Instant to = fields.time("to");
        fields.ordered(from, to);
        String edition = fields.textIfGiven("edition", TEXT_LENGTH_MAX);
        String methodologyId = null;
        Integer version = null;
        var methodology = fields.objectIfGiven("methodology");
        if (methodology != null) {
            methodology.only(Set.of("id", "version"));
            methodologyId = methodology.text("id", TEXT_LENGTH_MAX);
            version = methodology.wholeIfGiven("version", 1, Integer.MAX_VALUE);
            if (edition != null) {
                fields.refuse(FIELD_INVALID, "edition",
                        "a recalculation is by an edition or by a methodology, so that its "
                                + "deltas have one cause; found both");
            }
        }
        var form = new RecalculationForm(from, to, fields.textIfGiven("supplier_id", TEXT_LENGTH_MAX),
                fields.textIfGiven("facility_id", TEXT_LENGTH_MAX), fields.textIfGiven("source_id", TEXT_LENGTH_MAX),
                fields.wholeIfGiven("scope", 1, SCOPES), fields.wholeIfGiven("category", 1, CATEGORIES),
                fields.textIfGiven("activity", TEXT_LENGTH_MAX), edition, methodologyId, version,
                fields.text("reason", TEXT_LENGTH_MAX));
        fields.end();
        return form;
    }

    /** As its row says. */
    static RecalculationForm of(Row row) {
        Short scope = row.getShort("scope");
        Short category = row.getShort("category");
        return new RecalculationForm(Times.of(row, "starts_at"), Times.of(row, "ends_at"), row.getString("supplier_id"),
                row.getString("facility_id"), row.getString("source_id"), scope == null ? null : scope.intValue(),
                category == null ? null : category.intValue(), row.getString("activity"), row.getString("edition"),
                row.getString("methodology_id"), row.getInteger("methodology_version"), row.getString("reason"));
    }

    /** The question to the calculator about some activities. */
    RecalculationRequest asking(String tenantId, List<KeptActivity> activities) {
        return RecalculationRequest.newBuilder()
            .setTenantId(tenantId)
            .setEdition(edition)
            .setMethodologyId(methodologyId)
            .setMethodologyVersion(methodologyVersion)
            .setActivities(activities)
            .build();
    }
}
