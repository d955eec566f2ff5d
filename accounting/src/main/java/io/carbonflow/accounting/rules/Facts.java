package io.carbonflow.accounting.rules;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * What rules may look at. Two activities with equal facts are treated alike, so the answer of a rule may be remembered by
 * its facts. A text is null where the activity does not say.
 *
 * @param tenant whose activity it is
 * @param kind energy, logistics, procurement or supplier
 * @param activity the activity's code
 * @param family what the activity is by nature, in lower case, for example {@code purchased_energy}
 * @param country ISO 3166-1 alpha-2
 * @param subdivision ISO 3166-2, or a grid region
 * @param industry the NAICS code of whoever caused it
 * @param dataQuality measured, supplier_given, calculated or imputed
 * @param dimension what the unit measures, in lower case, for example {@code energy}
 * @param facilityId where
 * @param supplierId the supplier it concerns
 * @param productId the product it concerns
 * @param sourceId what reported it
 * @param relation what the place, or the life-cycle stage, is to the reporting company; {@code own} in the ordinary case
 * @param day the UTC day of the activity
 * @param given which figures came with the event: {@code grid_intensity}, {@code supplier_factor},
 *            {@code carrier_figure}, {@code mass}, {@code distance}, {@code legs}, {@code instruments}
 * @param attributes those of the sender's attributes that some rule names, and no others
 */
public record Facts(String tenant, String kind, String activity, String family, String country, String subdivision,
        String industry, String dataQuality, String dimension, String facilityId, String supplierId, String productId,
        String sourceId, String relation, LocalDate day, Set<String> given, Map<String, String> attributes) {

    public Facts {
        requireNonNull(activity, "activity is null");
        requireNonNull(day, "day is null");
        given = Set.copyOf(given);
        attributes = Map.copyOf(attributes);
    }
}
