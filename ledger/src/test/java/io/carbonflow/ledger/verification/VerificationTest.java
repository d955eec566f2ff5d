package io.carbonflow.ledger.verification;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(LedgerStack.class)
class VerificationTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anIndependentProgramRecomputesTheWholeChainFromTheColumns() {
        // Given
        for (int i = 0; i < 25; i++) {
            ledger.deliver(i % 4, anEmissionOf(aPurchase().tenant(tenant).eventId("evt-" + i + "\"\u00e9").build())
                .result(i + ".500000", 3, 1, "spend_based")
                .result(i + ".250000", 3, 1, "supplier_specific")
                .derived("well_to_tank", i + ".125000", "average_data")
                .where(result -> {
                    result.setElement("leg-\u00e9");
                    result.setMethodologyId("purchased.\"best\"");
                    result.setMethodologyVersion(12);
                    result.setQualityScore("2.5");
                    result.setPcaf(2);
                })
                .build());
        }
        ledger.awaitEntries(tenant, 75);

        // When
        var heads = new IndependentChain(ledger::rows).recompute();

        // Then
        assertThat(heads).isNotEmpty();
        heads.forEach((chain, head) -> assertThat(ledger.rows(
                "select encode(head, 'hex') from ledger.block where chain = ? order by height desc limit 1", chain))
            .containsExactly(List.of(head)));
    }

    @Test
    void verifiesALedgerNobodyTouched() {
        ledger.deliver(0, anEmissionOf(anActivity().tenant(tenant).build()).build());
        ledger.awaitEntries(tenant, 1);

        JsonPath outcome = verify();

        assertThat(outcome.getString("state")).isEqualTo("verified");
        assertThat(outcome.getLong("entries")).isEqualTo(ledger.number("select count(*) from ledger.entry"));
        asDemo().get("/v1/verifications").then().body("items[0].id", equalTo(outcome.getString("id")));
    }

    @Test
    void namesTheEntryThatWasTamperedWith() {
        // Given
        ledger.deliver(1, anEmissionOf(anActivity().tenant(tenant).build()).build());
        ledger.awaitEntries(tenant, 1);
        String id = ledger.rows("select id from ledger.entry where tenant_id = ?", tenant).get(0).get(0);

        // When
        change("update ledger.entry set kg_co2e = kg_co2e - 1 where id = '" + id + "'");
        JsonPath outcome = verify();
        change("update ledger.entry set kg_co2e = kg_co2e + 1 where id = '" + id + "'");

        // Then
        assertThat(outcome.getString("state")).isEqualTo("failed");
        assertThat(outcome.getString("first_bad.entry_id")).isEqualTo(id);
        assertThat(outcome.getString("first_bad.detail")).contains("leaf hash");
        assertThat(verify().getString("state")).isEqualTo("verified");
    }

    @Test
    void namesTheEntryWhoseQualityWasTamperedWith() {
        // Given
        ledger.deliver(1, anEmissionOf(anActivity().tenant(tenant).build())
            .result("1.000000", 2, null, "location_based")
            .where(result -> result.setQualityScore("4.0"))
            .build());
        ledger.awaitEntries(tenant, 1);

        // When
        change("update ledger.entry set quality_score = null where tenant_id = '" + tenant + "'");
        JsonPath outcome = verify();
        change("update ledger.entry set quality_score = 4.0 where tenant_id = '" + tenant + "'");

        // Then
        assertThat(outcome.getString("first_bad.detail")).contains("leaf hash");
        assertThat(verify().getString("state")).isEqualTo("verified");
    }

    @Test
    void noticesAnEntryThatWasRemoved() {
        // Given
        ledger.deliver(1, anEmissionOf(anActivity().tenant(tenant).build())
            .result("1.000000", 2, null, "location_based")
            .result("2.000000", 2, null, "market_based")
            .build());
        ledger.awaitEntries(tenant, 2);

        // When
        change("create table ledger.aside as select * from ledger.entry where tenant_id = '" + tenant
                + "' and result_key = 'market_based'",
                "delete from ledger.entry where tenant_id = '" + tenant + "' and result_key = 'market_based'");
        JsonPath outcome = verify();
        change("insert into ledger.entry select * from ledger.aside", "drop table ledger.aside");

        // Then
        assertThat(outcome.getString("state")).isEqualTo("failed");
        assertThat(outcome.getString("first_bad.detail")).contains("missing");
        assertThat(verify().getString("state")).isEqualTo("verified");
    }

    @Test
    void aVerificationIsSeenByTheTenantThatAskedForItAlone() {
        String id = asDemo().post("/v1/verifications").then().statusCode(202).extract().path("id");

        given().header("X-API-Key", TestStack.OTHER_API_KEY).get("/v1/verifications/" + id).then().statusCode(404);
        asDemo().get("/v1/verifications/" + id).then().statusCode(200);
        asDemo().get("/v1/verifications/nonsense").then().statusCode(404).body("status", equalTo(404));
    }

    @Test
    void everyEntryHasAProofThatLeadsToItsBlock() {
        // Given: an entry of the caller among others in one block, as far as the broker puts them in one batch
        String eventId = "evt-" + tenant;
        for (int i = 0; i < 5; i++) {
            ledger.deliver(3, anEmissionOf(anActivity().tenant(tenant).eventId("e" + i).build()).build());
        }
        ledger.deliver(3, anEmissionOf(anActivity().eventId(eventId).build()).build());
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> asDemo().queryParam("event_id", eventId)
                .get("/v1/entries")
                .then()
                .body("items.size()", equalTo(1)));
        String id = asDemo().queryParam("event_id", eventId).get("/v1/entries").then().extract().path("items[0].id");

        // When
        JsonPath proof = asDemo().get("/v1/entries/" + id + "/proof").then().statusCode(200).extract().jsonPath();

        // Then
        byte[] leaf = IndependentChain.leaf(proof.getString("canonical_entry"));
        assertThat(HexFormat.of().formatHex(leaf)).isEqualTo(proof.getString("leaf_hash"));
        byte[] root = IndependentChain.rootFrom(leaf, proof.getInt("leaf_index"), proof.getInt("tree_size"),
                proof.getList("audit_path"));
        assertThat(HexFormat.of().formatHex(root)).isEqualTo(proof.getString("block.merkle_root"));
        assertThat(proof.getString("root")).isEqualTo(proof.getString("block.merkle_root"));
        assertThat(new BigDecimal(new JsonPath(proof.getString("canonical_entry")).getString("kg_co2e")))
            .isEqualByComparingTo("480.459960");
        given().header("X-API-Key", TestStack.OTHER_API_KEY)
            .get("/v1/entries/" + id + "/proof")
            .then()
            .statusCode(404);
    }

    @Test
    void blocksCanBeReadOneByOneWithTheirLeaves() {
        ledger.deliver(2, anEmissionOf(anActivity().build()).build());
        ledger.deliver(2, anEmissionOf(anActivity().tenant(tenant).build()).build());
        ledger.awaitEntries(tenant, 1);

        JsonPath heads = asDemo().get("/v1/blocks/head").then().statusCode(200).extract().jsonPath();
        JsonPath blocks = asDemo().queryParam("chain", 2)
            .queryParam("leaves", true)
            .queryParam("limit", 1000)
            .get("/v1/blocks")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

        assertThat(heads.getList("items.findAll { it.chain == 2 }.height", Long.class))
            .containsExactly((long) blocks.getList("items").size());
        assertThat(blocks.getString("items[-1].head"))
            .isEqualTo(heads.getString("items.find { it.chain == 2 }.head"));
        for (int i = 0; i < blocks.getList("items").size(); i++) {
            List<String> hashes = blocks.getList("items[" + i + "].leaf_hashes");
            assertThat(HexFormat.of()
                .formatHex(
                        IndependentChain.root(hashes.stream().map(HexFormat.of()::parseHex).toList())))
                .isEqualTo(blocks.getString("items[" + i + "].merkle_root"));
        }
        assertThat(blocks.getString("items.owned_entries.canonical_entry")).doesNotContain(tenant);
        asDemo().get("/v1/blocks").then().statusCode(400).body("detail", not(equalTo(null)));
    }

    private void change(String... statements) {
        ledger.past("entry", statements);
    }

    private static JsonPath verify() {
        String id = asDemo().post("/v1/verifications").then().statusCode(202).extract().path("id");
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> asDemo().get("/v1/verifications/" + id)
                .then()
                .body("state", not(equalTo("pending"))));
        return asDemo().get("/v1/verifications/" + id).then().extract().jsonPath();
    }

    private static RequestSpecification asDemo() {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY);
    }
}
