package io.carbonflow.accounting.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.carbonflow.accounting.activity.ActivityFamily;

class AttributionRulesTest {

    private final AttributionRules rules = AttributionRules.defaults();

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            // family, supplier, direction, paid by, own fleet, capital, stage, scope, category
            "PURCHASED_ENERGY,false,-,-,false,false,-,2,-", "PURCHASED_ENERGY,true,-,-,false,false,-,3,1",
            "PURCHASED_ENERGY,true,-,-,false,true,-,3,2", "FUEL,false,-,-,false,false,-,1,-",
            "FUEL,false,-,-,true,false,-,1,-", "FUEL,true,-,-,false,false,-,3,1",
            "REFRIGERANT,false,-,-,false,false,-,1,-",
            "REFRIGERANT,true,-,-,false,false,-,3,1", "FREIGHT,false,inbound,-,false,false,-,3,4",
            "FREIGHT,true,inbound,supplier,false,false,-,3,4", "FREIGHT,false,internal,-,false,false,-,3,4",
            "FREIGHT,false,outbound,us,false,false,-,3,4", "FREIGHT,false,outbound,customer,false,false,-,3,9",
            "FREIGHT,false,inbound,-,true,false,-,1,-", "SPEND,false,-,-,false,false,-,3,1",
            "SPEND,true,-,-,false,true,-,3,2", "PRODUCT,true,-,-,false,false,-,3,1",
            "PRODUCT,false,-,-,false,false,-,3,1", "WASTE,false,-,-,false,false,-,3,5",
            "WASTE,true,-,-,false,false,-,3,5", "WATER_TREATMENT,false,-,-,false,false,-,3,5",
            "WATER_SUPPLY,false,-,-,false,false,-,3,1", "TRAVEL,false,-,-,false,false,-,3,6",
            "TRAVEL,false,-,-,true,false,-,1,-", "COMMUTE,false,-,-,false,false,-,3,7",
            "PURCHASED_ENERGY,false,-,-,false,false,use,3,11", "WASTE,false,-,-,false,false,end_of_life,3,12",
            "FUEL,false,-,-,false,false,processing,3,10",
            "PURCHASED_ENERGY,false,-,-,false,false,downstream_leased,3,13",
            "PURCHASED_ENERGY,false,-,-,false,false,upstream_leased,3,8", "FUEL,false,-,-,false,false,franchise,3,14",
            "FUEL,false,-,-,false,false,investment,3,15"})
    void putsEveryCaseOfTheTableWhereItBelongs(ActivityFamily family, boolean supplier, String direction,
            String paidBy, boolean ownFleet, boolean capital, String stage, int scope, Integer category) {
        // When
        var attribution = rules.attribute(new Circumstances(family, supplier, direction, paidBy, ownFleet, capital,
                stage));

        // Then
        assertThat(attribution.scope()).isEqualTo(scope);
        assertThat(attribution.category())
            .isEqualTo(category == null ? OptionalInt.empty() : OptionalInt.of(category));
        assertThat(attribution.assumed()).isFalse();
    }

    @Test
    void saysWhenItHadToAssumeWhoPaysForFreight() {
        // When
        var attribution = rules.attribute(new Circumstances(ActivityFamily.FREIGHT, false, "outbound", null, false,
                false, null));

        // Then
        assertThat(attribution.category()).hasValue(4);
        assertThat(attribution.assumed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ActivityFamily.class)
    void leavesNoFamilyWithoutAScope(ActivityFamily family) {
        assertThat(rules.attribute(new Circumstances(family, false, null, null, false, false, null)).scope())
            .isBetween(1, 3);
    }
}
