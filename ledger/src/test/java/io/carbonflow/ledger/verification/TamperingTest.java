package io.carbonflow.ledger.verification;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.heads.HeadWriter;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** What the owner of the database does with the triggers down, and how each of it is found. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class TamperingTest {

    private static final List<String> TABLES = List.of("entry", "block", "event", "signed_head", "history_node");

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @Inject
    HeadWriter heads;

    @Inject
    ContinuousVerification rounds;

    private String last;
    private String lastBlock;

    /** Two blocks of the tenant on chain 3, the later one of one entry, below a signed head. */
    @BeforeEach
    void aSignedLedger() {
        deliver("pair", true);
        deliver("last", false);
        heads.write();
        last = idOf("last", "location_based");
        lastBlock = ledger.rows("select chain || ':' || height from ledger.entry where id = '" + last + "'")
            .get(0)
            .get(0);
        setAside();
    }

    private void setAside() {
        TABLES.forEach(table -> ledger.execute("drop table if exists ledger.aside_" + table,
                "create table ledger.aside_" + table + " as table ledger." + table));
    }

    @AfterEach
    void asItWas() {
        for (String table : TABLES) {
            past(table, "delete from ledger." + table, "insert into ledger." + table + " table ledger.aside_" + table);
            ledger.execute("drop table ledger.aside_" + table);
        }
        ledger.close();
    }

    @Test
    void aReceiptThatWasChangedNamesItsEntry() {
        past("entry", "update ledger.entry set receipt = '{}' where id = '" + last + "'");

        assertThat(bad("entry_id")).isEqualTo(last);
    }

    @Test
    void anActivityThatWasExchangedNamesItsEntryWithOrWithoutADigestThatFitsIt() {
        String month = ledger.rows("select a.tableoid::regclass from ledger.activity a join ledger.entry e "
                + "using (tenant_id, event_id) where e.id = '" + last + "'")
            .get(0)
            .get(0);
        String where = " where (tenant_id, event_id) = (select tenant_id, event_id from ledger.entry where id = '"
                + last
                + "')";
        var kept = ledger.rows("select content, encode(sha256, 'hex') from " + month + where).get(0);

        for (String change : List.of("content = '{}'", "content = '{}', sha256 = sha256('{}')")) {
            pastAppendOnly(month, "update " + month + " set " + change + where);

            assertThat(bad("entry_id")).as(change).isEqualTo(last);
            assertThat(bad("detail")).as(change).contains("activity");
        }
        pastAppendOnly(month, "update " + month + " set content = '" + kept.get(0) + "', sha256 = decode('"
                + kept.get(1) + "', 'hex')" + where);
        assertThat(verify().getString("state")).isEqualTo("verified");
    }

    private void pastAppendOnly(String partition, String change) {
        ledger.execute("alter table " + partition + " disable trigger append_only", change,
                "alter table " + partition + " enable always trigger append_only");
    }

    @Test
    void aBlockThatWasCutOffWithItsEntriesIsMissedByTheSignedHead() {
        past("entry", "delete from ledger.entry where id = '" + last + "'");
        past("block", "delete from ledger.block where chain || ':' || height = '" + lastBlock + "'");

        var verdict = verify();
        assertThat(verdict.getString("first_bad.block")).isEqualTo(lastBlock);
        assertThat(verdict.getString("first_bad.detail")).contains("shorter than signed head");
        assertThatThrownBy(() -> heads.write()).isInstanceOf(HeadWriter.RefusedException.class)
            .hasMessageContaining("block " + lastBlock);
    }

    @Test
    void aChainThatVanishedAltogetherIsNamed() {
        past("entry", "delete from ledger.entry where chain = 3");
        past("block", "delete from ledger.block where chain = 3");

        var verdict = verify();
        assertThat(verdict.getString("state")).isEqualTo("failed");
        assertThat(verdict.getString("first_bad.block")).isEqualTo("3:1");

        past("entry", "delete from ledger.entry");
        past("block", "delete from ledger.block");
        assertThat(bad("detail")).contains("shorter than signed head");
    }

    @Test
    void nothingIsSignedAfterAHeadWhoseContentWasReplaced() {
        // Given: a head of another height that claims to be the last one, or to be signed by somebody else
        long number = ledger.number("select max(number) from ledger.signed_head");
        for (String forgery : List.of("chains = jsonb_set(chains, '{0,head}', '\"" + "ab".repeat(32) + "\"')",
                "signature = decode(repeat('00', 64), 'hex')", "root = sha256(root)", "at = at + interval '1 second'",
                "previous_hash = sha256(previous_hash)")) {
            past("signed_head", "update ledger.signed_head set " + forgery + " where number = " + number);

            assertThatThrownBy(() -> heads.write()).as(forgery)
                .isInstanceOf(HeadWriter.RefusedException.class)
                .hasMessageContaining("signed head " + number + ", the last one: ");
            past("signed_head", "delete from ledger.signed_head where number = " + number,
                    "insert into ledger.signed_head select * from ledger.aside_signed_head where number = " + number);
        }
    }

    @Test
    void aHistoryThatWasChangedUnderTheLastHeadIsNotSignedOn() {
        past("history_node", "update ledger.history_node set hash = sha256(hash) where chain = 3");

        assertThatThrownBy(() -> heads.write()).isInstanceOf(HeadWriter.RefusedException.class)
            .hasMessageContaining("the history of chain 3");
    }

    @Test
    void theProofOfAnEntryWhoseBlockWasTamperedWithIsRefused() {
        String demo = TestStack.aTenant();
        ledger.deliver(3, anEmissionOf(anActivity().eventId(demo).build()).build());
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.number("select count(*) from ledger.entry where event_id = ?", demo) == 1);
        setAside();
        var row = ledger.rows("select id, height from ledger.entry where event_id = ?", demo).get(0);

        past("entry", "update ledger.entry set leaf_hash = sha256(leaf_hash), leaf_index = leaf_index + 1 where id = '"
                + row.get(0) + "'");
        proof(row.get(0)).statusCode(409).body("detail", containsString("block 3:" + row.get(1)));
        past("block", "delete from ledger.block where chain = 3 and height = " + row.get(1));
        proof(row.get(0)).statusCode(409).body("detail", containsString("block 3:" + row.get(1)));
    }

    @Test
    void aVerificationNamesTheKeyThatVouchesForTheHeads() {
        String newest = asDemo().get("/v1/keys").then().extract().path("items[-1].key_id");

        assertThat(verify().getString("key_id")).isEqualTo(newest);
    }

    @Test
    void aTailThatWasComputedAnewIsNotTheOneThatWasSigned() {
        // Given: the mass halved, and leaf, root and head made to fit
        past("entry", "update ledger.entry set kg_co2e = kg_co2e / 2 where id = '" + last + "'");
        String leaf = HexFormat.of().formatHex(new IndependentChain(ledger::rows).leafOf(last));
        var row = ledger
            .rows("select chain, height, encode(previous_head, 'hex'), to_char(booked_at at time zone 'UTC', "
                    + "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from ledger.block where chain || ':' || height = '"
                    + lastBlock + "'")
            .get(0);
        byte[] head = new Block(Integer.parseInt(row.get(0)), Long.parseLong(row.get(1)),
                HexFormat.of().parseHex(row.get(2)), HexFormat.of().parseHex(leaf), 1, Instant.parse(row.get(3)))
            .head();
        past("entry", "update ledger.entry set leaf_hash = '\\x" + leaf + "' where id = '" + last + "'");
        past("block", "update ledger.block set merkle_root = '\\x" + leaf + "', head = '\\x"
                + HexFormat.of().formatHex(head) + "' where chain || ':' || height = '" + lastBlock + "'");

        // When, then
        var verdict = verify();
        assertThat(verdict.getString("first_bad.block")).isEqualTo(lastBlock);
        assertThat(verdict.getString("first_bad.detail")).contains("not the one that signed head");
    }

    @Test
    void entriesThatChangedPlacesNameTheirBlock() {
        past("entry", "update ledger.entry set leaf_index = 1 - leaf_index where tenant_id = '" + tenant
                + "' and event_id like 'pair%'");

        assertThat(bad("detail")).contains("Merkle root");
    }

    @Test
    void anEntryThatWasSlippedInIsNamed() {
        String id = "00000000-0000-7000-8000-000000000001";
        past("entry", "create temporary table slipped as select * from ledger.entry where id = '" + last + "'",
                "update slipped set id = '" + id + "', leaf_index = 1",
                "insert into ledger.entry select * from slipped",
                "drop table slipped");

        assertThat(bad("entry_id")).isEqualTo(id);
    }

    @Test
    void aPartOfTheEntriesThatWasDroppedIsMissed() {
        String part = partOf(last);
        ledger.execute("drop table " + part);

        var verdict = verify();
        assertThat(verdict.getString("state")).isEqualTo("failed");
        assertThat(verdict.getString("first_bad.block")).isNotNull();
    }

    @Test
    void aPartOfTheEntriesIsAppendOnlyLikeTheWhole() {
        for (String change : List.of("update %s set kg_co2e = 0", "delete from %s")) {
            assertThatThrownBy(() -> ledger.execute(change.formatted(partOf(last)))).as(change)
                .hasStackTraceContaining("append-only");
        }
    }

    @Test
    void aPartOfTheEntriesThatWasChangedPastItsGuardNamesTheEntry() {
        String part = partOf(last);
        past("entry", "update " + part + " set kg_co2e = kg_co2e - 1 where id = '" + last + "'");

        assertThat(bad("entry_id")).isEqualTo(last);
    }

    /** The partition or chunk an entry is in. */
    private String partOf(String entryId) {
        return ledger.rows("select tableoid::regclass from ledger.entry_row where id = ?::uuid", entryId).get(0).get(0);
    }

    @Test
    void anEventWhoseRowWasChangedOrRemovedNamesItsEntry() {
        past("event",
                "update ledger.event set received_at = received_at - interval '1 day' where tenant_id = '" + tenant
                        + "' and event_id = 'last'");
        assertThat(bad("entry_id")).isEqualTo(last);

        past("event", "delete from ledger.event where tenant_id = '" + tenant + "' and event_id = 'last'");
        assertThat(bad("detail")).contains("event is missing");
    }

    @Test
    void aSignedHeadThatWasChangedOrRemovedIsNamed() {
        long number = ledger.number("select max(number) from ledger.signed_head");
        past("signed_head", "update ledger.signed_head set chains = jsonb_set(chains, '{0,height}', '1000000') "
                + "where number = " + number);
        assertThat(verify().getLong("first_bad.signed_head")).isEqualTo(number);

        past("signed_head", "delete from ledger.signed_head where number = " + number,
                "insert into ledger.signed_head select number + 1, at, previous_hash, chains, root, key_id, signature, "
                        + "hash from ledger.aside_signed_head where number = " + number);
        assertThat(bad("detail")).contains("the signed head is missing");
    }

    @Test
    void aHistoryThatWasChangedIsFound() {
        past("history_node",
                "update ledger.history_node set hash = sha256(hash) where chain = 3 and level = 1 and place = 0");

        assertThat(verify().getString("first_bad.block")).isEqualTo("3:2");
    }

    @Test
    void theLedgersOwnRoundRaisesAnAlertAndIsKept() {
        assertThat(rounds.goRound().verdict()).isInstanceOf(Verdict.Verified.class);
        past("entry", "update ledger.entry set kg_co2e = kg_co2e - 1 where id = '" + last + "'");

        var outcome = rounds.goRound();

        assertThat(outcome.verdict()).isInstanceOfSatisfying(Verdict.Failed.class,
                failed -> assertThat(failed.entryId()).hasToString(last));
        asDemo().get("/v1/verifications/" + outcome.id())
            .then()
            .body("cause", equalTo("continuous"))
            .body("state", equalTo("failed"))
            .body("first_bad.entry_id", equalTo(last));
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> assertThat(ledger.topics()
                .read(Topics.QUALITY_ALERTS, TestStack.TENANT, QualityAlert.class)).anySatisfy(alert -> {
                    assertThat(alert.value().getKind()).isEqualTo("ledger_verification_failed");
                    assertThat(alert.value().getDetail()).contains(last);
                }));
    }

    private void deliver(String event, boolean withTwoResults) {
        var emission = anEmissionOf(anActivity().tenant(tenant).eventId(event).build()).result("4.000000", 2, null,
                "location_based");
        ledger.deliver(3, (withTwoResults ? emission.result("2.000000", 2, null, "market_based") : emission).build());
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.number("select count(*) from ledger.entry where tenant_id = ? and event_id = ?", tenant,
                    event) > 0);
    }

    private String idOf(String event, String resultKey) {
        return ledger
            .rows("select id from ledger.entry where tenant_id = ? and event_id = ? and result_key = ?", tenant,
                    event, resultKey)
            .get(0)
            .get(0);
    }

    private void past(String table, String... statements) {
        ledger.past(table, statements);
    }

    private static ValidatableResponse proof(String entryId) {
        return asDemo().get("/v1/entries/" + entryId + "/proof").then();
    }

    private static String bad(String member) {
        return verify().getString("first_bad." + member);
    }

    private static JsonPath verify() {
        String id = asDemo().post("/v1/verifications").then().statusCode(202).extract().path("id");
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> asDemo().get("/v1/verifications/" + id).then().body("state", not(equalTo("pending"))));
        return asDemo().get("/v1/verifications/" + id).then().extract().jsonPath();
    }

    private static RequestSpecification asDemo() {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY);
    }
}
