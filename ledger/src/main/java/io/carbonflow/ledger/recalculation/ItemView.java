package io.carbonflow.ledger.recalculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.platform.problem.ProblemReason;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/**
 * An event that a recalculation changes, or that it cannot work out.
 *
 * @param state       changes: to be booked; not_recalculable; booked; changed_since: left alone, because something else stands
 *                    by now
 * @param deltaKgCo2e what its official results change
 * @param reasons     why there are no results; absent where there are some
 * @param results     those that differ, by their key; absent where there are none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ItemView(String eventId, String state, BigDecimal deltaKgCo2e, List<ProblemReason> reasons,
        List<ResultView> results) {

    private static final String PAGE = """
            select i.event_id, i.reasons, o.outcome as booked from ledger.recalculation_item i
                left join ledger.recalculation_outcome o using (tenant_id, recalculation_id, event_id)
            where i.tenant_id = $1 and i.recalculation_id = $2 and ($3::text is null or i.event_id > $3)
            order by i.event_id limit $4
            """;
    private static final String DELTAS = """
            select * from ledger.recalculation_delta
            where tenant_id = $1 and recalculation_id = $2 and event_id = any ($3::text[]) order by event_id, result_key, comes
            """;

    /**
     * A result that differs.
     *
     * @param before absent where there was none
     * @param after  absent where there is none
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResultView(String resultKey, String part, Side before, Side after, BigDecimal deltaKgCo2e) {}

    /** @param entryId of what stood; absent of what is to come */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Side(UUID entryId, boolean official, int scope, Integer category, String method, String facilityId,
            BigDecimal kgCo2e, String factorId, String factorEdition) {

        static Side of(Row row) {
            Short category = row.getShort("category");
            return new Side(row.getUUID("entry_id"), row.getBoolean("official"), row.getShort("scope"),
                    category == null ? null : category.intValue(), row.getString("method"),
                    row.getString("facility_id"), row.getBigDecimal("kg_co2e"), row.getString("factor_id"),
                    row.getString("factor_edition"));
        }
    }

    /** A page in the order of the events' ids. */
    static List<ItemView> page(Transaction transaction, String tenantId, UUID id, String after, int limit) {
        var rows = new ArrayList<Row>();
        transaction.query(PAGE, tenantId, id, after, limit).forEach(rows::add);
        var sides = new LinkedHashMap<String, Map<String, List<Row>>>();
        String[] eventIds = rows.stream().map(row -> row.getString("event_id")).toArray(String[]::new);
        for (Row row : transaction.query(DELTAS, tenantId, id, eventIds)) {
            sides.computeIfAbsent(row.getString("event_id"), key -> new LinkedHashMap<>())
                .computeIfAbsent(row.getString("result_key"), key -> new ArrayList<>())
                .add(row);
        }
        return rows.stream().map(row -> of(row, sides.getOrDefault(row.getString("event_id"), Map.of()))).toList();
    }

    private static ItemView of(Row row, Map<String, List<Row>> sides) {
        var results = new ArrayList<ResultView>();
        var total = BigDecimal.ZERO.setScale(6);
        for (var entry : sides.entrySet()) {
            Side before = null;
            Side after = null;
            for (Row side : entry.getValue()) {
                before = side.getBoolean("comes") ? before : Side.of(side);
                after = side.getBoolean("comes") ? Side.of(side) : after;
            }
            results.add(new ResultView(entry.getKey(), entry.getValue().get(0).getString("part"), before, after,
                    mass(after, false).subtract(mass(before, false))));
            total = total.add(mass(after, true)).subtract(mass(before, true));
        }
        var reasons = reasons(row.getJsonArray("reasons"));
        String booked = row.getString("booked");
        String state = booked != null ? booked : reasons.isEmpty() ? "changes" : "not_recalculable";
        return new ItemView(row.getString("event_id"), state, reasons.isEmpty() ? total : null, reasons, results);
    }

    private static BigDecimal mass(Side side, boolean ofOfficial) {
        return side == null || ofOfficial && !side.official() ? BigDecimal.ZERO : side.kgCo2e();
    }

    private static List<ProblemReason> reasons(JsonArray stated) {
        var reasons = new ArrayList<ProblemReason>();
        for (int i = 0; stated != null && i < stated.size(); i++) {
            JsonObject reason = stated.getJsonObject(i);
            reasons.add(new ProblemReason(reason.getString("code"), reason.getString("field"),
                    reason.getString("detail")));
        }
        return reasons;
    }
}
