package io.carbonflow.accounting.calculation;

import static io.carbonflow.accounting.factor.Factors.aFactor;
import static io.carbonflow.accounting.factor.Factors.library;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.rules.TestRules;

/**
 * Published worked examples, numbers only. Sources: "GHGP" is the GHG Protocol Technical Guidance for Calculating Scope
 * 3 Emissions v1.0 (2013) with its example number, "GLEC" the GLEC Framework v3 (2023), "DESNZ" the UK conversion
 * factors of the year; "hlcarbon" the public test suite of hyperledger-labs/blockchain-carbon-accounting. Where an
 * example sums several lines, each line is a row here.
 */
class WorkedExamplesTest {

    private static final Instant DAY = Instant.parse("2025-06-15T00:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            // source, activity, quantity, unit, factor, per, expected kg CO2e
            "GHGP 1.1 cement,product.cement,200000,kg,0.15,kg,30000",
            "GHGP 1.1 plaster,product.plaster,600000,kg,0.1,kg,60000",
            "GHGP 1.1 timber,product.timber,100000,kg,0.25,kg,25000",
            "GHGP 1.1 concrete,product.concrete,50000,kg,0.2,kg,10000",
            "GHGP 1.3 t-shirts,product.t-shirt,12000,piece,5.6,piece,67200",
            "GHGP 3.1 upstream of electricity AU,electricity.grid,500000,kWh,0.12,kWh,60000",
            "GHGP 4.1 diesel,fuel.diesel,220000,litre,3,L,660000",
            "GHGP 4.1 refrigerant,refrigerant.r-410a,50,kg,2000,kg,100000",
            "GHGP 5.1 landfill,waste.landfill,2000,tonne,40,t,80000",
            "GHGP 5.1 incineration,waste.incineration,5000,tonne,2,t,10000",
            "GHGP 5.1 recycling,waste.recycling,4000,tonne,10,t,40000",
            "GHGP 5.1 waste water,water.treatment,5000,m3,0.5,m3,2500",
            "GHGP 6.1 flights of the first group,travel.air.long_haul,100000,passenger_km,5,passenger.km,500000",
            "GHGP 7.1 rail of commuter A,commute.rail,4800,passenger_km,0.1,passenger.km,480",
            "GHGP 7.1 car of commuter C,commute.car,9600,vehicle_km,0.2,vehicle.km,1920",
            "GHGP 10.1 natural gas,fuel.natural_gas,3500,kWh,0.2,kWh,700",
            "GHGP 10.1 electricity,electricity.grid,2000,kWh,0.5,kWh,1000",
            "GLEC rail in short ton-miles,freight.rail,133595,short_ton_mile,0.017,short_ton.mi,2271.115",
            "GLEC diesel with 5 % biodiesel,fuel.diesel,100000,litre,3.32,L,332000",
            "hlcarbon electricity CA in MWh,electricity.grid,128,kWh,193.59146878269065,MWh,24.779708",
            "hlcarbon PFC-3-1-10,refrigerant.c4f10,12,kg,8860,kg,106320",
            "hlcarbon hotel nights RO,travel.hotel_night,4,room_night,25.5,room.night,102",
            "hlcarbon first class WTT,travel.air.long_haul.first,2500,passenger_km,0.06159,passenger.km,153.975",
            "DESNZ 2026 diesel,fuel.diesel,1000,litre,2.58354,L,2583.54",
            "DESNZ 2026 natural gas,fuel.natural_gas,1000,kWh,0.18231,kWh,182.31",
            "DESNZ 2026 natural gas upstream,fuel.natural_gas,10000,kWh,0.03021,kWh,302.1"})
    void givesThePublishedResult(String source, String activity, BigDecimal quantity, String unit, String factor,
            String per, BigDecimal expected) {
        // Given
        var library = library(aFactor("example").of(activity).per(per).kgCo2e(factor, GwpSet.AR6));
        var data = ActivityData.of(ActivityKind.SUPPLIER, activity, DAY).quantity(quantity, unit).place("DE", null);

        // When
        var calculation = new EmissionCalculator(library, TestRules.rules().build()).calculate(data.build());

        // Then
        assertThat(kilograms(calculation)).as(source).isEqualByComparingTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            // source, mass, unit, distance, unit, kg per t.km, expected kg, decimals printed
            "GHGP 4.2 road,2,tonne,2000,km,0.2,800,0", "GHGP 4.2 air,1,tonne,3000,km,1.0,3000,0",
            "GHGP 4.2 sea,6,tonne,4000,km,0.05,1200,0", "GHGP 9.1 timber,4,tonne,2000,km,0.2,1600,0",
            "GLEC parcel road feeder,0.25,kg,120,km,0.11,0.0033,4",
            "GLEC parcel own plane,0.25,kg,4800,km,0.563,0.6756,4",
            "GLEC chemicals with 5 % uplift on distance,10,tonne,262.5,km,0.0617,161.9625,4",
            "GLEC groupage with 5 % uplift on distance,8,tonne,535.5,km,0.082,351.288,3"})
    void givesThePublishedFreightResult(String source, BigDecimal mass, String massUnit, BigDecimal distance,
            String distanceUnit, String factor, BigDecimal expected, int decimals) {
        // Given
        var library = library(aFactor("example").of("freight.road").per("t.km").kgCo2e(factor, GwpSet.AR6));
        var data = ActivityData.of(ActivityKind.LOGISTICS, "freight.road", DAY)
            .freight(new FreightDetails(mass, massUnit, distance, distanceUnit, "inbound", null, null))
            .place("DE", null);

        // When
        var calculation = new EmissionCalculator(library, TestRules.rules().build()).calculate(data.build());

        // Then
        assertThat(kilograms(calculation).setScale(decimals, RoundingMode.HALF_EVEN)).as(source)
            .isEqualByComparingTo(expected);
    }

    private static BigDecimal kilograms(Calculation calculation) {
        return calculation.fold(calculated -> calculated.official().co2e().kilograms(), held -> {
            throw new AssertionError(held.reasons().toString());
        }, refused -> {
            throw new AssertionError(refused.reasons().toString());
        });
    }
}
