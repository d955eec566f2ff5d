package io.carbonflow.gateway.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItems;

class FootprintReaderTest {

    /** The first example of the specification of version 3, shortened to what is read, its otherOperatorName included. */
    static final String VERSION_3 = """
            {"id":"12345678-9abc-def0-1234-567812345678","specVersion":"3.0.0","created":"2025-04-30T00:00:00Z","status":"Active",
             "validityPeriodStart":"2024-12-31T00:00:00Z","validityPeriodEnd":"2027-12-31T00:00:00Z","companyName":"Company 1",
             "companyIds":["urn:company:example:company1"],"productIds":["urn:gtin:5695872369587"],"productNameCompany":"Product 1",
             "pcf":{"declaredUnitOfMeasurement":"kilogram","declaredUnitAmount":"1","productMassPerDeclaredUnit":"1",
              "referencePeriodStart":"2024-01-01T00:00:00Z","referencePeriodEnd":"2024-12-31T00:00:00Z",
              "pcfExcludingBiogenicUptake":"0.384","pcfIncludingBiogenicUptake":"-1.23","otherOperatorName":"other",
              "primaryDataShare":"12.9"}}""";
    static final String VERSION_2 = """
            {"id":"91715e5e-fd0b-4d1c-8fab-76290c46e6ed","specVersion":"2.2.0","version":3,"created":"2022-03-01T09:32:20Z",
             "status":"Active","companyName":"My Corp","companyIds":["urn:uuid:69585GB6-56T9-6958-E526-6FDGZJHU1326"],
             "productIds":["urn:gtin:4712345060507"],
             "pcf":{"declaredUnit":"liter","unitaryProductAmount":"4.0","pCfExcludingBiogenic":"1.63","pCfIncludingBiogenic":"1.85",
              "referencePeriodStart":"2021-01-01T00:00:00Z","referencePeriodEnd":"2022-01-01T00:00:00Z"}}""";

    private static FootprintReader.Read read(String json) {
        return FootprintReader.read(JsonItems.ofDocument(json.getBytes(UTF_8)).items().get(0).json(), null,
                Times.at(Instant.parse("2026-01-01T00:00:00Z"), ContractConfig.DEFAULT));
    }

    private static List<String> codes(String json) {
        return ((Verdict.Refused) read(json).verdict()).reasons()
            .stream()
            .map(reason -> reason.getCode() + " " + reason.getField())
            .toList();
    }

    @Test
    void readsAFootprintOfVersion3() {
        var read = read(VERSION_3);

        assertThat(read.verdict()).isEqualTo(new Verdict.Context("pact:12345678-9abc-def0-1234-567812345678",
                "pact:urn:company:example:company1", "footprint"));
        Footprint footprint = read.footprint().orElseThrow();
        assertThat(footprint.kgCo2ePerUnit()).isEqualTo("0.384");
        assertThat(footprint.unit()).isEqualTo("kg");
        assertThat(footprint.products()).containsExactly("urn:gtin:5695872369587", "5695872369587");
        assertThat(footprint.suppliers()).containsExactly("urn:company:example:company1", "company1");
        assertThat(footprint.validFrom()).isEqualTo("2024-12-31");
        assertThat(footprint.validTo()).isEqualTo("2027-12-31");
    }

    @Test
    void theOtherOperatorInTheWrongPlaceIsToleratedWithAWarning() {
        assertThat(read(VERSION_3).warnings()).singleElement().asString().contains("otherOperatorName");
        assertThat(read(VERSION_2).warnings()).isEmpty();
    }

    @Test
    void readsTheNamesOfVersion2AndDividesByTheAmount() {
        Footprint footprint = read(VERSION_2).footprint().orElseThrow();

        // 1.63 kg for 4.0 L
        assertThat(footprint.kgCo2ePerUnit()).isEqualTo("0.4075");
        assertThat(footprint.unit()).isEqualTo("L");
        assertThat(footprint.source()).isEqualTo("pact:91715e5e-fd0b-4d1c-8fab-76290c46e6ed:v3");
    }

    @Test
    void withoutAValidityItIsValidThreeYearsFromTheEndOfItsReferencePeriod() {
        Footprint footprint = read(VERSION_2).footprint().orElseThrow();

        assertThat(footprint.validFrom()).isEqualTo("2022-01-01");
        assertThat(footprint.validTo()).isEqualTo("2025-01-01");
    }

    @Test
    void aDecimalCommaIsRefusedWithAClearReason() {
        String json = VERSION_2.replace("\"1.63\"", "\"8,42769\"");

        assertThat(codes(json)).containsExactly("FIELD_INVALID pcf.pCfExcludingBiogenic");
        assertThat(((Verdict.Refused) read(json).verdict()).reasons()).extracting(Reason::getDetail)
            .singleElement()
            .asString()
            .contains("with a point", "'8,42769'");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        assertThat(codes("{\"id\":\"x\"}")).containsExactly("FIELD_MISSING specVersion", "FIELD_MISSING created",
                "FIELD_MISSING companyIds", "FIELD_MISSING productIds", "FIELD_MISSING pcf");
    }

    @Test
    void aNegativeFootprintWithoutUptakeAnAmountOfZeroAndAnUnknownUnitAreRefused() {
        assertThat(codes(VERSION_3.replace("\"0.384\"", "\"-0.384\""))).containsExactly("QUANTITY_NEGATIVE pcf");
        assertThat(codes(VERSION_3.replace("\"declaredUnitAmount\":\"1\"", "\"declaredUnitAmount\":\"0\"")))
            .containsExactly("FIELD_INVALID pcf.declaredUnitAmount");
        assertThat(codes(VERSION_3.replace("kilogram", "megabit second")))
            .containsExactly("UNIT_UNKNOWN pcf.declaredUnitOfMeasurement");
    }

    @Test
    void aDeprecatedFootprintIsValidOnNoDay() {
        Footprint footprint = read(VERSION_3.replace("Active", "Deprecated")).footprint().orElseThrow();

        assertThat(footprint.isValidOn(footprint.validFrom())).isFalse();
        assertThat(read(VERSION_3).footprint().orElseThrow().isValidOn(footprint.validFrom())).isTrue();
    }
}
