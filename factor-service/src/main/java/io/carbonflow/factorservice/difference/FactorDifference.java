package io.carbonflow.factorservice.difference;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A factor that is not the same in two editions. Values are kg CO2e per unit, counted under AR6.
 *
 * @param change   added, removed or changed
 * @param id       of the factor
 * @param activity its activity
 * @param region   where it holds
 * @param year     the year it stands for
 * @param oldValue in the edition compared with; absent where added
 * @param oldUnit  what that is per
 * @param newValue in the edition; absent where removed
 * @param newUnit  what that is per
 * @param percent  by how much the value moved; absent where the unit is another, or nothing tells it
 * @param fields   the columns that differ; absent unless changed
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FactorDifference(String change, String id, String activity, String region, int year, BigDecimal oldValue,
        String oldUnit, BigDecimal newValue, String newUnit, BigDecimal percent, List<String> fields) {

    static final String ADDED = "added";
    static final String REMOVED = "removed";
    static final String CHANGED = "changed";

    /** Where it stands in the listing. */
    String position() {
        return String.join("\t", activity, region, Integer.toString(year), id);
    }
}
