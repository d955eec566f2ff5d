package io.carbonflow.ledger.heads;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** Signed heads and what is proven by them, checked with nothing but the JDK. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class HeadsTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String unique = TestStack.aTenant();

    @Inject
    HeadWriter writer;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aHeadIsMadeWhereSomethingWasBookedAndNamesTheOneBefore() throws GeneralSecurityException {
        book(0, "a");
        var first = writer.write().orElseThrow();
        var again = writer.write().orElseThrow();
        book(1, "b");
        var second = writer.write().orElseThrow();

        assertThat(again.number()).isEqualTo(first.number());
        assertThat(second.number()).isEqualTo(first.number() + 1);
        JsonPath shown = asDemo().get("/v1/heads/" + second.number()).then().statusCode(200).extract().jsonPath();
        String canonical = shown.getString("canonical_head");
        assertThat(shown.getString("previous_hash")).isEqualTo(HexFormat.of().formatHex(first.hash()));
        assertThat(HexFormat.of().formatHex(sha256(canonical.getBytes(UTF_8)))).isEqualTo(shown.getString("hash"));
        JsonPath keys = asDemo().get("/v1/keys")
            .then()
            .statusCode(200)
            .body("signing", equalTo(true))
            .extract()
            .jsonPath();
        assertThat(isSigned(keys.getString("items[-1].public_key"), canonical, shown.getString("signature"))).isTrue();
        assertThat(keys.getString("items[-1].key_id")).isEqualTo(shown.getString("key_id"));
        asDemo().get("/v1/heads/latest").then().body("number", equalTo((int) second.number()));
        asDemo().get("/v1/blocks/head").then().body("signed_head.number", equalTo((int) second.number()));
        asDemo().queryParam("limit", 1)
            .get("/v1/heads")
            .then()
            .body("items.number", equalTo(List.of((int) second.number())));
    }

    @Test
    void anEntryIsProvenFromItsLeafUpToTheSignature() {
        book(2, "x");
        book(2, "y");
        String id = idOf("x");
        asDemo().get("/v1/entries/" + idOf("y") + "/proof")
            .then()
            .body("state", equalTo("pending"))
            .body("signed_head", nullValue());

        var head = writer.write().orElseThrow();
        book(2, "z");
        var later = writer.write().orElseThrow();

        for (String query : List.of("", "?head=" + head.number())) {
            JsonPath proof = asDemo().get("/v1/entries/" + id + "/proof" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
            assertThat(proof.getString("state")).isEqualTo("signed");
            assertThat(proof.getLong("signed_head.number"))
                .isEqualTo(query.isEmpty() ? later.number() : head.number());
            byte[] blockLeaf = sha256(new byte[]{0}, HexFormat.of().parseHex(proof.getString("block.head")));
            assertThat(HexFormat.of().formatHex(blockLeaf)).isEqualTo(proof.getString("history.leaf_hash"));
            assertThat(climb(proof, "history")).isEqualTo(proof.getString("history.root"));
            String chain = proof.getString("signed_head.chains.find { it.chain == 2 }.history_root");
            assertThat(proof.getString("history.root")).isEqualTo(chain);
            String content = "{\"chain\":2,\"head\":\"%s\",\"height\":%s,\"history_root\":\"%s\"}".formatted(
                    proof.getString("signed_head.chains.find { it.chain == 2 }.head"),
                    proof.getString("signed_head.chains.find { it.chain == 2 }.height"), chain);
            assertThat(HexFormat.of().formatHex(sha256(new byte[]{0}, content.getBytes(UTF_8))))
                .isEqualTo(proof.getString("head_proof.leaf_hash"));
            assertThat(climb(proof, "head_proof")).isEqualTo(proof.getString("signed_head.root"));
            assertThat(proof.getString("signed_head.canonical_head")).contains(content);
        }
        asDemo().get("/v1/entries/" + idOf("z") + "/proof?head=" + head.number())
            .then()
            .statusCode(409)
            .body("detail", containsString("was made before block 2:"));
        asDemo().get("/v1/entries/" + id + "/proof?head=999999").then().statusCode(404);
        asDemo().get("/v1/entries/" + id + "/proof?head=first").then().statusCode(400);
    }

    @Test
    void aLaterHeadIsShownToContinueAnEarlierOne() {
        book(3, "c1");
        var from = writer.write().orElseThrow();
        book(3, "c2");
        book(3, "c3");
        var to = writer.write().orElseThrow();

        asDemo().queryParam("from", from.number())
            .queryParam("to", to.number())
            .get("/v1/heads/consistency")
            .then()
            .statusCode(200)
            .body("from.number", equalTo((int) from.number()))
            .body("chains.chain", hasItem(3))
            .body("chains.find { it.chain == 3 }.to_root",
                    equalTo(HexFormat.of().formatHex(to.chain(3).orElseThrow().historyRoot())));
        asDemo().queryParam("from", to.number())
            .queryParam("to", from.number())
            .get("/v1/heads/consistency")
            .then()
            .statusCode(400);
        asDemo().get("/v1/heads/consistency").then().statusCode(400);
        asDemo().get("/v1/heads/0").then().statusCode(400);
        asDemo().get("/v1/heads/999999").then().statusCode(404);
        given().header("X-API-Key", TestStack.DEVICE_KEY).get("/v1/heads").then().statusCode(403);
    }

    /** Climbs as RFC 9162, section 2.1.3.2 has it. */
    private static String climb(JsonPath proof, String step) {
        byte[] hash = HexFormat.of().parseHex(proof.getString(step + ".leaf_hash"));
        long node = proof.getLong(step + ".leaf_index");
        long last = proof.getLong(step + ".tree_size") - 1;
        for (String sibling : proof.<String>getList(step + ".audit_path")) {
            byte[] other = HexFormat.of().parseHex(sibling);
            if ((node & 1) == 1 || node == last) {
                hash = sha256(new byte[]{1}, other, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = sha256(new byte[]{1}, hash, other);
            }
            node >>= 1;
            last >>= 1;
        }
        return HexFormat.of().formatHex(hash);
    }

    private void book(int partition, String event) {
        ledger.deliver(partition, anEmissionOf(anActivity().eventId(unique + event).build()).build());
        await()
            .atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.number("select count(*) from ledger.entry where event_id = ?", unique + event) == 1);
    }

    private String idOf(String event) {
        return ledger.rows("select id from ledger.entry where event_id = ?", unique + event).get(0).get(0);
    }

    private static boolean isSigned(String publicKey, String message, String signature)
            throws GeneralSecurityException {
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
        verifier.update(message.getBytes(UTF_8));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }

    private static byte[] sha256(byte[]... pieces) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] piece : pieces) {
                digest.update(piece);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RequestSpecification asDemo() {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY);
    }
}
