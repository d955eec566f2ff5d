package io.carbonflow.query.inventory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.carbonflow.query.storage.Question;

/**
 * Which entries an answer is about.
 *
 * @param from       first instant of the activity, inclusive; null from the beginning
 * @param to         last instant, exclusive; null without end
 * @param supplierId null for all
 * @param facilityId null for all
 * @param country    ISO 3166-1 alpha-2; null for all
 * @param scope      1 to 3; null for all
 * @param category   scope 3 category, 1 to 15; null for all
 * @param method     null for the official results of each event, whatever their methods; else the results of that
 *                   method, official or not, and nothing for what has none
 * @param gwpSet     null for the set each entry was booked in
 * @param asKnownOn  only what was booked up to this instant, inclusive; null for all that is booked
 */
public record Selection(Instant from, Instant to, String supplierId, String facilityId, String country, Integer scope,
        Integer category, String method, GwpSet gwpSet, Instant asKnownOn) {

    /** The methods a result can have. */
    public static final List<String> METHODS = List.of("location_based", "market_based", "supplier_specific",
            "average_data", "spend_based", "distance_based", "fuel_based", "hybrid");

    /** The largest rollup whose windows the bounds do not cut; empty where only the entries can answer. */
    Optional<RollupSize> rollup(List<Dimension> groupBy) {
        if (asKnownOn != null || groupBy.contains(Dimension.ACTIVITY)) {
            return Optional.empty();
        }
        return Stream.of(RollupSize.DAY, RollupSize.HOUR, RollupSize.FIVE_MINUTES)
            .filter(size -> isAligned(from, size.duration()) && isAligned(to, size.duration()))
            .findFirst();
    }

    /** The same from a later time on. */
    public Selection from(Instant later) {
        return new Selection(later, to, supplierId, facilityId, country, scope, category, method, gwpSet, asKnownOn);
    }

    /** The column that holds the amount in the set asked for. */
    public String amountColumn() {
        return gwpSet == null ? "kg_co2e" : gwpSet.column();
    }

    /** The conditions on a rollup of one size. */
    public Question onRollup(String tenantId, RollupSize size) {
        return filters(new Question().and("tenant_id = ?", tenantId)
            .and("size = ?", size.word())
            .andIfGiven("window_start >= ?", from == null ? null : from.atOffset(ZoneOffset.UTC))
            .andIfGiven("window_start < ?", to == null ? null : to.atOffset(ZoneOffset.UTC)));
    }

    /** The conditions on the entries. They go by when entries count, which differs from when they occurred only of a few. */
    public Question onEntries(String tenantId) {
        var question = new Question().and("tenant_id = ?", tenantId);
        if (from != null && to != null) {
            question.andBoth("(accounted_at is null and occurred_at >= ?1 and occurred_at < ?2"
                    + " or accounted_at >= ?1 and accounted_at < ?2)", from.atOffset(ZoneOffset.UTC),
                    to.atOffset(ZoneOffset.UTC));
        } else {
            question.andIfGiven("(accounted_at is null and occurred_at >= ? or accounted_at >= ?)",
                    from == null ? null : from.atOffset(ZoneOffset.UTC))
                .andIfGiven("(accounted_at is null and occurred_at < ? or accounted_at < ?)",
                        to == null ? null : to.atOffset(ZoneOffset.UTC));
        }
        return filters(question
            .andIfGiven("booked_at <= ?", asKnownOn == null ? null : asKnownOn.atOffset(ZoneOffset.UTC)));
    }

    private Question filters(Question question) {
        question.andIfGiven("supplier_id = ?", supplierId)
            .andIfGiven("facility_id = ?", facilityId)
            .andIfGiven("country = ?", country)
            .andIfGiven("scope = ?", scope == null ? null : scope.shortValue())
            .andIfGiven("category = ?", category == null ? null : category.shortValue());
        return method == null ? question.and("official") : question.and("method = ?", method);
    }

    private static boolean isAligned(Instant bound, Duration size) {
        return bound == null
                || (bound.getNano() == 0 && Math.floorMod(bound.getEpochSecond(), size.toSeconds()) == 0);
    }
}
