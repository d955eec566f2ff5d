package io.carbonflow.accounting.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.rules.Consolidation;

class BoundaryTest {

    private static final Attribution SCOPE_1 = new Attribution(1, OptionalInt.empty(), "own_fuel", false);
    private static final Attribution WASTE = new Attribution(3, OptionalInt.of(5), "waste", false);

    /** Corporate Standard, chapter 3, table 1; in Scope 3 what the Scope 3 Standard makes of the rest. */
    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(nullValues = "-", value = {
            // case, approach, relation, equity, financial, joint, operational; counts as, share, category
            "subsidiary 80 %,               EQUITY_SHARE,        OWN,0.8,true,false,true,  OWN,0.8,-",
            "subsidiary 80 %,               FINANCIAL_CONTROL,   OWN,0.8,true,false,true,  OWN,1,-",
            "subsidiary 80 %,               OPERATIONAL_CONTROL, OWN,0.8,true,false,true,  OWN,1,-",
            "associated company 30 %,       EQUITY_SHARE,        OWN,0.3,false,false,false,OWN,0.3,-",
            "associated company 30 %,       FINANCIAL_CONTROL,   OWN,0.3,false,false,false,INVESTMENT,0.3,15",
            "associated company 30 %,       OPERATIONAL_CONTROL, OWN,0.3,false,false,false,INVESTMENT,0.3,15",
            "joint venture run by us 50 %,  EQUITY_SHARE,        OWN,0.5,true,true,true,   OWN,0.5,-",
            "joint venture run by us 50 %,  FINANCIAL_CONTROL,   OWN,0.5,true,true,true,   OWN,0.5,-",
            "joint venture run by us 50 %,  OPERATIONAL_CONTROL, OWN,0.5,true,true,true,   OWN,1,-",
            "joint venture of others 50 %,  OPERATIONAL_CONTROL, OWN,0.5,true,true,false,  INVESTMENT,0.5,15",
            "operated for its owner,        EQUITY_SHARE,        OWN,0,false,false,true,   INVESTMENT,0,15",
            "operated for its owner,        OPERATIONAL_CONTROL, OWN,0,false,false,true,   OWN,1,-",
            "shares in a company 5 %,       EQUITY_SHARE,        INVESTMENT,0.05,false,false,false,INVESTMENT,0.05,15",
            "shares in a company 5 %,       FINANCIAL_CONTROL,   INVESTMENT,0.05,false,false,false,INVESTMENT,0.05,15",
            "shares in a company 5 %,       OPERATIONAL_CONTROL, INVESTMENT,0.05,false,false,false,INVESTMENT,0.05,15",
            "franchise without rights,      EQUITY_SHARE,        FRANCHISE,0,false,false,false,FRANCHISE,1,14",
            "franchise without rights,      OPERATIONAL_CONTROL, FRANCHISE,0,false,false,false,FRANCHISE,1,14",
            "franchise with equity,         EQUITY_SHARE,        FRANCHISE,0.4,false,false,false,OWN,0.4,-",
            "franchise we operate,          OPERATIONAL_CONTROL, FRANCHISE,0,false,false,true,OWN,1,-"})
    void countsEveryKindOfCompanyAsTheCorporateStandardDoes(String name, Consolidation consolidation,
            Relation relation, BigDecimal equity, boolean financial, boolean joint, boolean operational,
            Relation countsAs, BigDecimal share, Integer category) {
        // When
        var placement = Boundary.of(consolidation, new Facility("SITE", relation, null, equity, financial, joint,
                operational));

        // Then
        assertThat(placement.relation()).isEqualTo(countsAs);
        assertThat(placement.share()).isEqualByComparingTo(share);
        assertThat(placement.place(SCOPE_1).category())
            .isEqualTo(category == null ? OptionalInt.empty() : OptionalInt.of(category));
    }

    /** Corporate Standard, appendix F, from the lessee's and from the lessor's side. */
    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(nullValues = "-", value = {
            // lease, approach, relation, equity, financial, operational; category (none: scopes 1 and 2)
            "lessee finance lease,   EQUITY_SHARE,        UPSTREAM_LEASED,1,true,true,    -",
            "lessee finance lease,   FINANCIAL_CONTROL,   UPSTREAM_LEASED,1,true,true,    -",
            "lessee finance lease,   OPERATIONAL_CONTROL, UPSTREAM_LEASED,1,true,true,    -",
            "lessee operating lease, EQUITY_SHARE,        UPSTREAM_LEASED,0,false,true,   8",
            "lessee operating lease, FINANCIAL_CONTROL,   UPSTREAM_LEASED,0,false,true,   8",
            "lessee operating lease, OPERATIONAL_CONTROL, UPSTREAM_LEASED,0,false,true,   -",
            "lessor finance lease,   EQUITY_SHARE,        DOWNSTREAM_LEASED,0,false,false,13",
            "lessor finance lease,   FINANCIAL_CONTROL,   DOWNSTREAM_LEASED,0,false,false,13",
            "lessor finance lease,   OPERATIONAL_CONTROL, DOWNSTREAM_LEASED,0,false,false,13",
            "lessor operating lease, EQUITY_SHARE,        DOWNSTREAM_LEASED,1,true,false, -",
            "lessor operating lease, FINANCIAL_CONTROL,   DOWNSTREAM_LEASED,1,true,false, -",
            "lessor operating lease, OPERATIONAL_CONTROL, DOWNSTREAM_LEASED,1,true,false, 13"})
    void countsLeasedAssetsAsAppendixFDoes(String name, Consolidation consolidation, Relation relation,
            BigDecimal equity, boolean financial, boolean operational, Integer category) {
        // When
        var placement = Boundary.of(consolidation, new Facility("SITE", relation, null, equity, financial,
                operational));

        // Then
        assertThat(placement.share()).isEqualByComparingTo("1");
        assertThat(placement.place(SCOPE_1).category())
            .isEqualTo(category == null ? OptionalInt.empty() : OptionalInt.of(category));
    }

    @Test
    void leavesScope3OfALeasedAssetInItsCategory() {
        // Given
        var leased = new Facility("OFFICE", Relation.UPSTREAM_LEASED, null, BigDecimal.ZERO, false, false);

        // When
        var placement = Boundary.of(Consolidation.OPERATIONAL_CONTROL, leased);

        // Then
        assertThat(placement.place(WASTE)).isEqualTo(WASTE);
        assertThat(placement.notice().map(Notice::code)).contains(NoticeCode.OUTSIDE_BOUNDARY);
    }

    @ParameterizedTest
    @CsvSource({"SUPPLIER,1", "PROCESSING,10", "USE,11", "END_OF_LIFE,12"})
    void whatIsNoPlaceOfOursIsNeverScope1Or2(Relation relation, int category) {
        // When
        var placement = Boundary.of(Consolidation.OPERATIONAL_CONTROL, new Facility("SITE", relation, null,
                BigDecimal.ONE, true, true));

        // Then
        assertThat(placement.place(SCOPE_1).category()).hasValue(category);
        assertThat(placement.share()).isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @EnumSource(Consolidation.class)
    void aFacilityNothingIsSaidOfIsWhollyOwn(Consolidation consolidation) {
        assertThat(Boundary.of(consolidation, Facility.own("SITE"))).isEqualTo(Placement.WHOLLY_OWN);
    }
}
