package io.carbonflow.accounting.organisation;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What a facility is to the reporting company.
 *
 * @param id of the facility
 * @param relation to the company
 * @param supplierId whose it is; null where it is no supplier's
 * @param equityShare the company's share, 0 to 1
 * @param financialControl whether the company controls it financially, alone or with partners
 * @param jointFinancialControl whether it shares the financial control with partners, so that each counts its share
 * @param operationalControl whether the company operates it
 */
public record Facility(String id, Relation relation, String supplierId, BigDecimal equityShare,
        boolean financialControl, boolean jointFinancialControl, boolean operationalControl) {

    public Facility {
        requireNonNull(id, "id is null");
        requireNonNull(relation, "relation is null");
        requireNonNull(equityShare, "equityShare is null");
        if (equityShare.signum() < 0 || equityShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("equityShare of %s is %s, allowed is 0 to 1".formatted(id,
                    equityShare.toPlainString()));
        }
        if (jointFinancialControl && !financialControl) {
            throw new IllegalArgumentException(
                    "jointFinancialControl of %s is true without financialControl, allowed is both".formatted(id));
        }
    }

    /** A facility whose financial control, if the company has it, is the company's alone. */
    public Facility(String id, Relation relation, String supplierId, BigDecimal equityShare,
            boolean financialControl, boolean operationalControl) {
        this(id, relation, supplierId, equityShare, financialControl, false, operationalControl);
    }

    /** A facility nothing is said of: wholly the company's own. */
    public static Facility own(String id) {
        return new Facility(id, Relation.OWN, null, BigDecimal.ONE, true, true);
    }
}
