package io.carbonflow.query.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The body of {@code GET /v1/inventory}. Masses in kg have six decimals; tonnes are the same digits, exactly. The range and
 * the score are put together as docs/reference/inventory.md says.
 */
@RegisterForReflection
@Schema(name = "Inventory")
public record InventoryAnswer(Instant from, Instant to, BigDecimal totalKgCo2e, BigDecimal totalTco2e,
        @Schema(description = "Lower end of the total at 95 %.") BigDecimal lowTco2e,
        @Schema(description = "Upper end of the total at 95 %.") BigDecimal highTco2e,
        @Schema(description = "1.0 (best) to 5.0, weighted by mass; null where nothing is scored.") BigDecimal qualityScore,
        @Schema(description = "What of the total better figures are expected to replace: imputed data, figures by spend.") BigDecimal provisionalKgCo2e,
        @Schema(description = "The same as a share of the total; null where that is zero.") BigDecimal provisionalShare,
        Instant lastEventTimestamp, Instant lastBookedAt, long entries, String method, String gwpSet,
        Instant asKnownOn, List<Coverage> coverage, List<String> groupBy,
        @Schema(description = "Items received on the days of the period, of the supplier asked for, that the intake policy left out: no figure here covers them.") long sampledOut,
        @Schema(description = "Items behind the figures and items received, of the same days and supplier, and the share of the one in the other; null with as_known_on.") ItemCoverage itemCoverage,
        @Schema(description = "Groups that a limit left out.") int groupsOmitted,
        @Schema(description = "Each group names the words it is grouped by, then total_kg_co2e, entries, share, provisional_kg_co2e, low_kg_co2e, high_kg_co2e and quality_score.") List<Map<String, Object>> groups) {

    /** The answer; {@code groupsMax} is null where every group is listed. */
    static InventoryAnswer of(Selection selection, List<Dimension> groupBy, Inventory inventory, ItemCoverage items,
            Integer groupsMax) {
        var groups = inventory.groups();
        int listed = groupsMax == null ? groups.size() : Math.min(groupsMax, groups.size());
        return new InventoryAnswer(selection.from(), selection.to(), inventory.kgCo2e(),
                inventory.kgCo2e().movePointLeft(3), inventory.lowKgCo2e().movePointLeft(3),
                inventory.highKgCo2e().movePointLeft(3), inventory.qualityScore(), inventory.provisionalKgCo2e(),
                inventory.provisionalShare(), inventory.lastOccurred(),
                inventory.lastBooked(),
                inventory.entries(), inventory.method(),
                selection.gwpSet() == null ? inventory.gwpSet() : selection.gwpSet().name(), selection.asKnownOn(),
                inventory.coverage(), groupBy.stream().map(Dimension::word).toList(), items.leftOut(),
                items.asKnownOn(selection.asKnownOn()),
                groups.size() - listed,
                groups.subList(0, listed));
    }
}
