package io.carbonflow.query.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The body of {@code GET /v1/suppliers/{id}/inventory}. */
@RegisterForReflection
@Schema(name = "SupplierInventory")
public record SupplierInventoryAnswer(String supplierId, Integer scope, LocalDate startDate, LocalDate endDate,
        BigDecimal totalTco2e, BigDecimal totalKgCo2e,
        @Schema(description = "Lower end of the total at 95 %.") BigDecimal lowTco2e,
        @Schema(description = "Upper end of the total at 95 %.") BigDecimal highTco2e,
        @Schema(description = "1.0 (best) to 5.0, weighted by mass; null where nothing is scored.") BigDecimal qualityScore,
        @Schema(description = "What of the total better figures are expected to replace.") BigDecimal provisionalKgCo2e,
        @Schema(description = "The same as a share of the total; null where that is zero.") BigDecimal provisionalShare,
        Instant lastEventTimestamp, Instant lastBookedAt, long entries, List<ByCategory> byCategory,
        @Schema(description = "kg CO2e by measured, supplier_given, calculated, imputed.") Map<String, BigDecimal> byDataQuality,
        String method, String gwpSet, Instant asKnownOn,
        @Schema(description = "Items of the supplier received on these days that the intake policy left out: the total does not cover them.") long sampledOut,
        @Schema(description = "Items behind the total and items received, of the same days, and the share of the one in the other; null with as_known_on.") ItemCoverage itemCoverage) {

    /** What one category contributes; the category is null for scopes 1 and 2. */
    @RegisterForReflection
    public record ByCategory(Integer category, BigDecimal totalKgCo2e) {}

    static SupplierInventoryAnswer of(Selection selection, LocalDate startDate, LocalDate endDate,
            Inventory inventory, ItemCoverage items) {
        var categories = inventory.groups()
            .stream()
            .map(group -> new ByCategory(
                    group.get(Dimension.CATEGORY.word()) instanceof Number category ? category.intValue() : null,
                    (BigDecimal) group.get("total_kg_co2e")))
            .toList();
        return new SupplierInventoryAnswer(selection.supplierId(), selection.scope(), startDate, endDate,
                inventory.kgCo2e().movePointLeft(3), inventory.kgCo2e(),
                inventory.lowKgCo2e().movePointLeft(3), inventory.highKgCo2e().movePointLeft(3),
                inventory.qualityScore(), inventory.provisionalKgCo2e(), inventory.provisionalShare(),
                inventory.lastOccurred(),
                inventory.lastBooked(), inventory.entries(), categories, inventory.byDataQuality(),
                inventory.method(), selection.gwpSet() == null ? inventory.gwpSet() : selection.gwpSet().name(),
                selection.asKnownOn(), items.leftOut(),
                items.asKnownOn(selection.asKnownOn()));
    }
}
