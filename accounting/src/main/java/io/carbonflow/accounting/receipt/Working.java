package io.carbonflow.accounting.receipt;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quality.ResultQuality;
import io.carbonflow.accounting.quantity.Unit;

/**
 * Everything a result rests on but the event's own amounts, so that many events share one.
 *
 * @param activity the activity's code
 * @param part which part of its emissions
 * @param element the leg or share it is the result of; empty for the whole
 * @param receivedUnit the unit of the quantity as received
 * @param basisUnit the unit of what is multiplied, before it is converted: of the basis where there is one, else
 *            {@code receivedUnit}
 * @param factor what it was multiplied by
 * @param gwpSet the official set
 * @param method the calculation method
 * @param methodology by whose rules
 * @param attributionRules which table of scopes and categories
 * @param attribution what that table said
 * @param policyVersion of the company's choices
 * @param share the company's share of the facility; empty where the facility is wholly its own
 * @param allocation how the result was split; empty where it was not
 * @param quality how good the result is
 * @param notices codes of what a reader must know
 */
public record Working(String activity, FactorPart part, Optional<String> element, Unit receivedUnit, Unit basisUnit,
        AppliedFactor factor, GwpSet gwpSet, CalculationMethod method, Version methodology, Version attributionRules,
        Attribution attribution, int policyVersion, Optional<ConsolidatedShare> share,
        Optional<AllocatedShare> allocation, ResultQuality quality, List<String> notices) {

    public Working {
        requireNonNull(activity, "activity is null");
        requireNonNull(part, "part is null");
        requireNonNull(element, "element is null");
        requireNonNull(receivedUnit, "receivedUnit is null");
        requireNonNull(basisUnit, "basisUnit is null");
        requireNonNull(factor, "factor is null");
        requireNonNull(gwpSet, "gwpSet is null");
        requireNonNull(method, "method is null");
        requireNonNull(methodology, "methodology is null");
        requireNonNull(attributionRules, "attributionRules is null");
        requireNonNull(attribution, "attribution is null");
        requireNonNull(share, "share is null");
        requireNonNull(allocation, "allocation is null");
        requireNonNull(quality, "quality is null");
        notices = List.copyOf(notices);
    }

    /** The same with another factor. */
    public Working with(AppliedFactor another) {
        return new Working(activity, part, element, receivedUnit, basisUnit, another, gwpSet, method, methodology,
                attributionRules, attribution, policyVersion, share, allocation, quality, notices);
    }

    /** The same for one of those who share the result. */
    public Working sharedBy(String newElement, AllocatedShare allocated) {
        return new Working(activity, part, Optional.of(newElement), receivedUnit, basisUnit, factor, gwpSet, method,
                methodology, attributionRules, attribution, policyVersion, share, Optional.of(allocated), quality,
                notices);
    }

    /**
     * A versioned set of rules.
     *
     * @param id its name
     * @param version counts up with every change
     */
    public record Version(String id, int version) {

        public Version {
            requireNonNull(id, "id is null");
        }
    }

    /**
     * What of a facility counts.
     *
     * @param consolidation how the boundary is drawn
     * @param facilityId of which facility
     * @param value 0 to 1
     */
    public record ConsolidatedShare(String consolidation, String facilityId, BigDecimal value) {

        public ConsolidatedShare {
            requireNonNull(consolidation, "consolidation is null");
            requireNonNull(facilityId, "facilityId is null");
            requireNonNull(value, "value is null");
        }
    }

    /**
     * Which of several shares a result is.
     *
     * @param key by which it was split
     * @param by what the split goes by: mass, value, energy, floor_area or count
     * @param amounts of all who share, in the key's order
     * @param index of this one, from 0
     */
    public record AllocatedShare(Version key, String by, List<BigDecimal> amounts, int index) {

        public AllocatedShare {
            requireNonNull(key, "key is null");
            requireNonNull(by, "by is null");
            amounts = List.copyOf(amounts);
            if (index < 0 || index >= amounts.size()) {
                throw new IllegalArgumentException("index is %d, allowed is 0 to %d".formatted(index,
                        amounts.size() - 1));
            }
        }
    }
}
