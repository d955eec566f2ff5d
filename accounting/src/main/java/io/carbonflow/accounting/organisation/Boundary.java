package io.carbonflow.accounting.organisation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.rules.Consolidation;

/**
 * The organisational boundary: GHG Protocol Corporate Standard, chapter 3 (table 1) and appendix F (leased assets), and
 * for what falls outside the Scope 3 Standard, categories 8, 13, 14 and 15. By equity share a facility counts with the
 * company's share; by control it counts wholly or not at all, and by equity share where the financial control is joint.
 */
public final class Boundary {

    private static final Map<Relation, Integer> CATEGORIES = Map.of(Relation.SUPPLIER, 1, Relation.UPSTREAM_LEASED, 8,
            Relation.PROCESSING, 10, Relation.USE, 11, Relation.END_OF_LIFE, 12, Relation.DOWNSTREAM_LEASED, 13,
            Relation.FRANCHISE, 14, Relation.INVESTMENT, 15);

    private Boundary() {}

    /** What the boundary, drawn that way, makes of the facility. */
    public static Placement of(Consolidation consolidation, Facility facility) {
        switch (facility.relation()) {
            case SUPPLIER :
            case PROCESSING :
            case USE :
            case END_OF_LIFE :
                return outside(facility.relation(), BigDecimal.ONE, Optional.empty());
            default :
                BigDecimal share = consolidated(consolidation, facility);
                return share.signum() > 0
                        ? inside(consolidation, facility, share)
                        : outside(consolidation, facility);
        }
    }

    /** The share that counts in scopes 1 and 2, 0 to 1. */
    private static BigDecimal consolidated(Consolidation consolidation, Facility facility) {
        switch (consolidation) {
            case EQUITY_SHARE :
                return isFixedAssetInvestment(facility) ? BigDecimal.ZERO : facility.equityShare();
            case FINANCIAL_CONTROL :
                if (facility.jointFinancialControl()) {
                    return facility.equityShare();
                }
                return facility.financialControl() ? BigDecimal.ONE : BigDecimal.ZERO;
            default :
                return facility.operationalControl() ? BigDecimal.ONE : BigDecimal.ZERO;
        }
    }

    /** Neither controlled nor jointly run; table 1 leaves such investments out under every approach. */
    private static boolean isFixedAssetInvestment(Facility facility) {
        return facility.relation() == Relation.INVESTMENT && !facility.financialControl()
                && !facility.operationalControl();
    }

    private static Placement inside(Consolidation consolidation, Facility facility, BigDecimal share) {
        if (share.compareTo(BigDecimal.ONE) == 0) {
            return Placement.WHOLLY_OWN;
        }
        var notice = new Notice(NoticeCode.CONSOLIDATED_BY_SHARE,
                "facility %s counts with the company's share of %s (%s)".formatted(facility.id(),
                        share.toPlainString(), consolidation.code()));
        return new Placement(Relation.OWN, share, Optional.empty(), Optional.of(notice));
    }

    private static Placement outside(Consolidation consolidation, Facility facility) {
        // Held but not controlled is an investment: the company's share of it is category 15.
        boolean isHeld = facility.relation() == Relation.OWN || facility.relation() == Relation.INVESTMENT;
        Relation relation = isHeld ? Relation.INVESTMENT : facility.relation();
        BigDecimal share = isHeld ? facility.equityShare() : BigDecimal.ONE;
        var notice = new Notice(NoticeCode.OUTSIDE_BOUNDARY,
                "facility %s is outside the boundary (%s) and counts in Scope 3 category %d with a share of %s"
                    .formatted(
                            facility.id(), consolidation.code(), CATEGORIES.get(relation), share.toPlainString()));
        return outside(relation, share, Optional.of(notice));
    }

    private static Placement outside(Relation relation, BigDecimal share, Optional<Notice> notice) {
        var attribution = new Attribution(3, OptionalInt.of(CATEGORIES.get(relation)), "boundary_" + relation.code(),
                false);
        return new Placement(relation, share, Optional.of(attribution), notice);
    }
}
