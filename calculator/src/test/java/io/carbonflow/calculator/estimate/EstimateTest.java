package io.carbonflow.calculator.estimate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.accounting.receipt.Receipt;
import io.carbonflow.calculator.SnapshotServer;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithStack({StackPart.KAFKA, StackPart.REGISTRY})
@WithTestResource(SnapshotServer.class)
class EstimateTest {

    private static final String DIESEL = """
            {"activity": {"activity": "fuel.diesel", "quantity": "100", "unit": "litre", "country": "DE",
             "occurred_at": "2025-03-01T00:00:00Z"}}""";

    @BeforeEach
    void untilTheLibraryIsLoaded() {
        await().atMost(Duration.ofSeconds(30)).until(() -> estimate(DIESEL).extract().statusCode() != 503);
    }

    @Test
    void estimatesACanonicalActivity() {
        estimate(DIESEL).statusCode(200)
            .body("co2e_unit", equalTo("kg"))
            .body("scope", equalTo(1))
            .body("scope3_category", nullValue())
            .body("method", equalTo("fuel_based"))
            .body("gwp_set", equalTo("AR6"))
            .body("emission_factor.id", equalTo("diesel"))
            .body("emission_factor.edition", equalTo("2025.1"))
            .body("emission_factor.unit", equalTo("kg CO2e/L"))
            .body("emission_factor.source", equalTo("Pub, Tables, r4"))
            .body("emission_factor.region", equalTo("DE"))
            .body("emission_factor.year", equalTo(2025))
            .body("methods", hasSize(1))
            .body("notices.code", contains("UPSTREAM_NOT_COVERED"))
            .body("notices[0].detail", containsString("well to tank of fuel.diesel in DE"));
    }

    @Test
    void answersInExactDecimalsWithAReceiptThatRecomputes() {
        // When: the text is read without any double in between
        String body = estimate(DIESEL).statusCode(200).extract().asString();
        var answer = (Map<?, ?>) CanonicalJson.read(body);

        // Then
        assertThat(answer.get("co2e")).hasToString("253.028000");
        assertThat(((Map<?, ?>) answer.get("constituent_gases")).get("ch4")).hasToString("0.010000");
        String receipt = CanonicalJson.write(answer.get("receipt"));
        assertThat(body).contains(receipt);
        assertThat(Receipt.recompute(receipt)).isEqualTo(receipt);
    }

    @Test
    void estimatesTheFamiliarSelectorForm() {
        estimate("""
                {"emission_factor": {"activity_id": "electricity.grid", "data_version": "^2025.1", "region": "DE",
                 "year": 2025}, "parameters": {"energy": 4.2, "energy_unit": "MWh"}}""").statusCode(200)
            .body("co2e.toString()", equalTo("1680.0"))
            .body("scope", equalTo(2))
            .body("notices.code", contains("GWP_AS_PUBLISHED", "UPSTREAM_NOT_COVERED"))
            .body("notices[0].detail", containsString("AR5"));
    }

    @Test
    void estimatesFreightFromWeightAndDistance() {
        estimate("""
                {"emission_factor": {"activity_id": "freight.road.hgv", "region": "DE"},
                 "parameters": {"weight": 12, "weight_unit": "t", "distance": 250, "distance_unit": "km"}}""")
            .statusCode(200)
            .body("co2e.toString()", equalTo("300.0"))
            .body("scope3_category", equalTo(4))
            .body("notices.code", hasItem("REGION_PROXY"));
    }

    @Test
    void takesACarriedGridIntensity() {
        estimate("""
                {"activity": {"kind": "energy", "activity": "electricity.grid", "quantity": 1247.3, "unit": "kWh",
                 "occurred_at": "2025-11-03T10:00:00Z", "supplier_id": "SUP_042_DE", "country": "DE",
                 "attributes": {"grid_carbon_intensity_gco2_kwh": 385.2}}}""").statusCode(200)
            .body("co2e.toString()", equalTo("480.45996"))
            .body("scope", equalTo(3))
            .body("scope3_category", equalTo(1))
            .body("emission_factor.id", equalTo("carried:grid_intensity"));
    }

    @Test
    void standsInTheSetAsked() {
        estimate(DIESEL.replaceFirst("\\{", "{\"gwp_set\": \"AR4\", ")).statusCode(200)
            .body("gwp_set", equalTo("AR4"))
            .body("co2e.toString()", equalTo("253.23"));
    }

    @Test
    void givesOwnElectricityByLocationAndByMarketWithAllThatExplainsIt() {
        estimate("""
                {"activity": {"activity": "electricity.grid", "quantity": 4200, "unit": "kWh", "country": "DE",
                 "occurred_at": "2025-03-01T00:00:00Z", "data_quality": "measured"}}""").statusCode(200)
            .body("methods.key", contains("location_based", "market_based"))
            .body("methods.official", contains(true, false))
            .body("methods[1].notices.code", hasItem("MARKET_BY_LOCATION"))
            .body("methods[1].methodology.id", equalTo("scope2.electricity.market_based"))
            .body("methods[0].by_gwp_set.keySet()", containsInAnyOrder("AR4", "AR5", "AR6"))
            .body("methods[0].receipt.format", equalTo(2))
            .body("methods[0].receipt.result.kg_co2e.toString()", equalTo("1680.0"))
            .body("co2e_low", lessThan(1680f))
            .body("co2e_high", greaterThan(1680f))
            .body("quality_score", notNullValue())
            .body("pcaf", equalTo(2))
            .body("parts", hasSize(0))
            .body("elements.size()", equalTo(0));
    }

    @Test
    void addsTheLegsOfAChainUp() {
        estimate("""
                {"activity": {"activity": "freight.road", "country": "DE", "attributes": {"mass": 10, "mass_unit": "t",
                 "direction": "inbound", "legs": [
                   {"activity": "freight.road.hgv", "distance": 100, "distance_unit": "km"},
                   {"activity": "freight.road.hgv", "distance": 50.5, "distance_unit": "km"}]}}}""").statusCode(200)
            .body("co2e.toString()", equalTo("150.5"))
            .body("elements.leg-1.toString()", equalTo("100.0"))
            .body("elements.leg-2.toString()", equalTo("50.5"))
            .body("methods.key", contains("distance_based@leg-1", "distance_based@leg-2"))
            .body("quantity.value.toString()", equalTo("1505.0"));
    }

    @Test
    void splitsByTheAllocationOfTheActivity() {
        estimate("""
                {"activity": {"activity": "fuel.diesel", "quantity": 100, "unit": "L", "country": "DE",
                 "attributes": {"allocation": {"by": "mass", "shares": [{"product_id": "A", "amount": 3},
                 {"facility_id": "F", "amount": 1}]}}}}""").statusCode(200)
            .body("elements.A.toString()", equalTo("189.771"))
            .body("elements.F.toString()", equalTo("63.257"))
            .body("methods[1].facility_id", equalTo("F"));
        estimate("""
                {"activity": {"activity": "fuel.diesel", "quantity": 100, "unit": "L", "country": "DE",
                 "attributes": {"allocation": {"by": "mass", "shares": []}}}}""").statusCode(422)
            .body("reasons.code", contains("FIELD_INVALID"));
    }

    @Test
    void namesTheNearestOfAnUnknownActivity() {
        estimate("""
                {"activity": {"activity": "electricity.gird", "quantity": 1, "unit": "kWh", "country": "DE"}}""")
            .statusCode(422)
            .body("reasons.code", contains("ACTIVITY_UNKNOWN"))
            .body("reasons[0].detail", containsString("electricity.grid"));
    }

    @Test
    void refusesWithEveryReason() {
        estimate("""
                {"activity": {"activity": "electricity.grid", "quantity": "many", "unit": "kWh", "country": "Germany",
                 "occurred_at": "2025-03-01T00:00:00"}}""").statusCode(422)
            .contentType("application/problem+json")
            .body("reasons.code", contains("TIMESTAMP_WITHOUT_ZONE", "FIELD_INVALID", "FIELD_INVALID"))
            .body("reasons.field", contains("activity.occurred_at", "activity.quantity", "activity.country"));
    }

    @Test
    void refusesWhatTheArithmeticRefuses() {
        estimate("""
                {"activity": {"activity": "electricity.grid", "quantity": 5, "unit": "kW", "country": "DE"}}""")
            .statusCode(422)
            .body("reasons.code", contains("UNIT_MISMATCH"));
        estimate("""
                {"emission_factor": {"activity_id": "fuel.coal", "region": "DE"},
                 "parameters": {"mass": 1, "mass_unit": "t"}}""").statusCode(422)
            .body("reasons.code", contains("FACTOR_NOT_FOUND"));
        estimate("""
                {"emission_factor": {"activity_id": "electricity.grid", "region": "DE", "data_version": "1999.1"},
                 "parameters": {"energy": 1, "energy_unit": "kWh"}}""").statusCode(422)
            .body("reasons[0].detail", containsString("1999.1 is not published"));
        estimate("""
                {"emission_factor": {"activity_id": "electricity.grid", "region": "DE"}, "parameters": {}}""")
            .statusCode(422)
            .body("reasons.code", contains("FIELD_MISSING"));
    }

    @Test
    void saysWhatIsNoRequest() {
        estimate("{}").statusCode(400).contentType("application/problem+json");
        estimate("[1]").statusCode(400);
        estimate("{\"activity\": {}, \"emission_factor\": {}}").statusCode(400);
        estimate("{\"activity\": ").statusCode(400);
        estimate("").statusCode(400);
    }

    @Test
    void estimatesABatchInOrderAndKeepsARefusalInItsPlace() {
        given().header("Authorization", "Bearer " + TestStack.API_KEY)
            .contentType("application/json")
            .body("[" + DIESEL + ", {\"activity\": {\"activity\": \"magic\"}}, " + DIESEL + "]")
            .post("/v1/estimate/batch")
            .then()
            .statusCode(200)
            .body("results", hasSize(3))
            .body("results[0].estimate.method", equalTo("fuel_based"))
            .body("results[1].index", equalTo(1))
            .body("results[1].error.reasons.code", contains("ACTIVITY_UNKNOWN"))
            .body("results[1].estimate", nullValue());
    }

    @Test
    void asksForAKey() {
        given().contentType("application/json").body(DIESEL).post("/v1/estimate").then().statusCode(401);
        given().header("X-API-Key", "wrong")
            .contentType("application/json")
            .body(DIESEL)
            .post("/v1/estimate")
            .then()
            .statusCode(401);
    }

    private static ValidatableResponse estimate(String body) {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY)
            .contentType("application/json")
            .body(body)
            .post("/v1/estimate")
            .then();
    }
}
