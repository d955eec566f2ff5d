package io.carbonflow.gateway.files;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class FilesResourceTest {

    private static final String HEADER = "id,kind,activity,quantity,unit,occurred_at,source_id\n";
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    private static RequestSpecification sender(String contentType) {
        return given().config(RestAssured.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)
                .encodeContentTypeAs("text/csv", ContentType.TEXT)))
            .header("X-API-Key", TestStack.API_KEY)
            .header("Content-Type", contentType);
    }

    private static ValidatableResponse upload(String contentType, String name, String content) {
        return sender(contentType).header("Content-Disposition", "attachment; filename=\"" + name + '"')
            .body(content.getBytes(UTF_8))
            .post("/v1/files")
            .then();
    }

    private String row(int number, String quantity) {
        return "f-%s-%d,energy,electricity.grid,%s,kWh,2025-11-03T10:00:00Z,m-%s".formatted(unique, number, quantity,
                unique);
    }

    private String json(int number, String quantity) {
        return "{\"id\":\"f-%s-%d\",\"kind\":\"energy\",\"activity\":\"electricity.grid\",\"quantity\":%s,\"unit\":\"kWh\",\"occurred_at\":\"2025-11-03T10:00:00Z\",\"source_id\":\"m-%s\"}"
            .formatted(unique, number, quantity, unique);
    }

    private static DeadLetter letter(String bytes) {
        var letters = Received.deadLetters("demo", bytes);
        assertThat(letters).hasSize(1);
        return letters.get(0).value();
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void eachBadLineIsADeadLetterWithFileAndLineAndTheGoodLinesGoOn() {
        String content = HEADER + row(1, "12.50") + "\n" + row(2, "-3") + "\r\n\n" + row(3, "7") + "\n";

        upload("text/csv", "plant 7.csv", content).statusCode(202)
            .body("name", equalTo("plant 7.csv"))
            .body("state", equalTo("done"))
            .body("accepted", contains("f-" + unique + "-1", "f-" + unique + "-3"))
            .body("counts.items", equalTo(3))
            .body("counts.rejected", equalTo(1))
            .body("rejected.index", contains(1))
            .body("rejected.line", contains(3))
            .body("rejected[0].id", equalTo("f-" + unique + "-2"))
            .body("rejected[0].reasons[0].code", equalTo("QUANTITY_NEGATIVE"))
            .body("rejected[0].reasons[0].field", equalTo("quantity"))
            .body("rejected[0].reasons[0].detail", startsWith("'plant 7.csv' line 3: "));

        assertThat(letter(row(2, "-3")).getReasons().get(0).getDetail()).startsWith("'plant 7.csv' line 3: ");
        var raw = Received.activities(Topics.RAW_ENERGY, "f-" + unique + "-1").get(0).value();
        assertThat(raw.getQuantity()).isEqualTo("12.50");
        assertThat(raw.getChannel()).isEqualTo("file");
        assertThat(Received.text(raw.getPayload())).isEqualTo(row(1, "12.50"));
    }

    @Test
    void theSameFileAgainIsNamedAsDuplicatesUnderTheSameIds() {
        String content = "kind,activity,quantity,unit,occurred_at,source_id\n"
                + "energy,electricity.grid,5,kWh,2025-11-03T10:00:00Z,m-%1$s\nenergy,electricity.grid,5,kWh,2025-11-03T10:00:00Z,m-%1$s\n"
                    .formatted(unique);

        List<String> first = upload("text/csv", "a.csv", content).statusCode(202).extract().path("accepted");
        List<String> again = upload("text/csv", "b.csv", content.replace(",", ";")).statusCode(202)
            .body("accepted", empty())
            .extract()
            .path("duplicates");

        assertThat(first).hasSize(2).doesNotHaveDuplicates().isEqualTo(again);
        assertThat(first.get(1)).isEqualTo(first.get(0) + ":2");
    }

    @Test
    void aFileWithSemicolonsHasDecimalCommasAndColumnsOfAnyOrder() {
        String content = "\uFEFFsource_id;quantity;unit;Kind;activity;occurred_at;id;attributes.note;plain\n"
                + "m-%1$s;1.247,3;kWh;energy;electricity.grid;2025-11-03T10:00:00Z;f-%1$s;\"a;b\";c\n"
                    .formatted(unique);

        upload("text/csv", "a.csv", content).statusCode(202).body("accepted", contains("f-" + unique));

        var raw = Received.activities(Topics.RAW_ENERGY, "f-" + unique).get(0).value();
        assertThat(raw.getQuantity()).isEqualTo("1247.3");
        assertThat(raw.getAttributes()).containsEntry("note", "a;b");
    }

    @Test
    void aColumnNobodyExplainedStaysInTheRawCopyAndTheAnswerNamesIt() {
        String content = HEADER.replace("\n", ",Contact,Resold\n") + row(1, "5") + ",Erika Muster,true\n";

        upload("text/csv", "a.csv", content).statusCode(202)
            .body("accepted", hasSize(1))
            .body("ignored_columns", contains("Contact"));

        var raw = Received.activities(Topics.RAW_ENERGY, "f-" + unique + "-1").get(0).value();
        assertThat(raw.getAttributes()).containsOnly(java.util.Map.entry("resold", "true"));
        assertThat(Received.text(raw.getPayload())).contains("Erika Muster");
    }

    @Test
    void linesBeforeTheHeaderAreNoPartOfTheFileWhateverStandsInThem() {
        String content = "Report; \"2025; Q1; final\n\n" + HEADER + row(1, "5") + "\n" + row(2, "-5") + "\n";

        sender("text/csv").body(content.getBytes(UTF_8))
            .queryParam("skip_lines", "2")
            .post("/v1/files")
            .then()
            .statusCode(202)
            .body("accepted", contains("f-" + unique + "-1"))
            .body("rejected.line", contains(5));

        sender(letter(row(2, "-5")).getContentType()).body(row(2, "6").getBytes(UTF_8))
            .post("/v1/files")
            .then()
            .statusCode(202)
            .body("accepted", contains("f-" + unique + "-2"));
    }

    @Test
    void aQuantityWhoseDecimalMarkIsUnclearIsRefused() {
        String content = (HEADER + row(1, "1.247")).replace(',', ';');

        upload("text/csv", "a.csv", content).statusCode(202)
            .body("rejected[0].reasons[0].code", equalTo("FIELD_INVALID"))
            .body("rejected[0].reasons[0].detail", containsString("declare decimal=comma or decimal=point"));

        sender("text/csv").body(content.getBytes(UTF_8))
            .queryParam("decimal", "comma")
            .post("/v1/files")
            .then()
            .statusCode(202)
            .body("accepted", hasSize(1));
        assertThat(Received.activities(Topics.RAW_ENERGY, "f-" + unique + "-1").get(0).value().getQuantity())
            .isEqualTo("1247");
    }

    @Test
    void aDeadLettersBytesAndContentTypeAreEnoughToReadTheLineAgain() {
        String line = row(1, "-5").replace(',', '|');
        upload("text/csv", "a.csv", (HEADER.replace(',', '|')) + line + "\n").statusCode(202)
            .body("rejected", hasSize(1));

        var letter = letter(line);

        sender(letter.getContentType()).body(line.replace("-5|", "5|").getBytes(UTF_8))
            .post("/v1/files")
            .then()
            .statusCode(202)
            .body("accepted", contains("f-" + unique + "-1"));
    }

    @Test
    void columnsNobodyExplainedMakeTheRowsWait() {
        upload("text/csv", "a.csv", "Zaehler,Verbrauch\nm-%s,5\n".formatted(unique)).statusCode(202)
            .body("held", hasSize(1))
            .body("held[0].reasons[0].code", equalTo("MAPPING_NOT_FOUND"));

        assertThat(letter("m-" + unique + ",5").getHeld()).isTrue();
    }

    @Test
    void theLinesOfNdjsonAndTheElementsOfAnArrayFareForThemselves() {
        upload("application/x-ndjson", "a.ndjson", json(1, "1") + "\n\n{\"torn " + unique + "\n" + json(2, "2") + "\n")
            .statusCode(202)
            .body("accepted", hasSize(2))
            .body("rejected.index", contains(2))
            .body("rejected.line", contains(3))
            .body("rejected[0].reasons[0].code", equalTo("MALFORMED"));
        upload("application/json", "a.json", "[" + json(3, "1") + ",\n" + json(4, "-1") + "]").statusCode(202)
            .body("accepted", hasSize(1))
            .body("rejected.index", contains(1))
            .body("rejected.line", contains(2));

        letter("{\"torn " + unique);
        letter(json(4, "-1"));
    }

    @Test
    void eachTransactionSetOfAnInterchangeFaresForItself() {
        String header = "UNB+UNOC:3+ACME+US+240502:1000+1'\n";
        String waits = "UNH+1+DESADV:D:96A:UN'BGM+351+W-%s+9'DTM+137:202505021000:203'CPS+1'PAC+1'MEA+PD+AAD+KGM:5'NAD+SF+P-%1$s'NAD+ST+D'TDT+20++30'UNT+10+1'"
            .formatted(unique);
        String garbled = "UNH+2+DESADV:D:96A:UN'BGM+351+G-%s+9'FTX:AAI'UNT+4+2'".formatted(unique);
        String cancels = "UNH+3+DESADV:D:96A:UN'BGM+351+C-%s+1'DTM+137:202505031000:203'UNT+4+3'".formatted(unique);

        upload("application/edifact", "a.edi", header + waits + "\n" + garbled + "\n" + cancels + "\nUNZ+3+1'")
            .statusCode(202)
            .body("accepted", contains("edi:asn:ACME:C-" + unique))
            .body("held.id", contains("edi:asn:ACME:W-" + unique))
            .body("held[0].reasons[0].field", equalTo("distance"))
            .body("rejected.line", contains(3))
            .body("rejected[0].reasons[0].detail", startsWith("'a.edi' line 3: line 3: a segment begins with"));

        assertThat(letter(garbled).getContentType()).isEqualTo("application/edifact; sender=ACME");
        var cancelled = Received.activities(Topics.RAW_LOGISTICS, "edi:asn:ACME:C-" + unique).get(0).value();
        assertThat(cancelled.getOperation()).isEqualTo("cancel");
        // 2025-05-03T10:00:00Z in milliseconds
        assertThat(cancelled.getRevision()).isEqualTo("00000001746266400000");
    }

    @Test
    void aFileOfOneRefusedObjectIsAProblem() {
        upload("application/json", "a.json", json(1, "-1")).statusCode(422)
            .contentType("application/problem+json")
            .body("reasons.code", contains("QUANTITY_NEGATIVE"));
    }

    @Test
    void aFileOfWhichNothingCanBeReadIsAProblemAndADeadLetter() {
        String twice = "id,id\n" + unique + ",1\n";
        upload("text/csv", "a.csv", twice).statusCode(400).body("reasons.code", contains("MALFORMED"));
        letter(twice);
        upload("text/csv", "a.csv", "").statusCode(400);
        upload("application/json", "a.json", "").statusCode(400);
    }

    @Test
    void anotherTypeOrACompressedBodyIsRefused() {
        upload("application/pdf", "a.pdf", "x").statusCode(415).contentType("application/problem+json");
        sender("text/csv").header("Content-Encoding", "gzip")
            .body(new byte[]{1})
            .post("/v1/files")
            .then()
            .statusCode(415);
    }

    @Test
    void onlyWhoMaySendMaySendFiles() {
        given().contentType("text/csv").body("a").post("/v1/files").then().statusCode(401);
        given().header("X-API-Key", TestStack.VIEWER_KEY)
            .contentType("text/csv")
            .body("a")
            .post("/v1/files")
            .then()
            .statusCode(403);
    }

    @Test
    void aFileLargerThanABodyMayBeIsReadAsItComes() throws Exception {
        // Given 12 MB of rows, all of one id
        byte[] rows = (row(1, "1") + " ".repeat(900) + "\n").repeat(100).getBytes(UTF_8);
        InputStream content = new SequenceInputStream(Collections.enumeration(IntStream.range(0, 126)
            .<InputStream>mapToObj(
                    i -> new ByteArrayInputStream(i == 0 ? HEADER.getBytes(UTF_8) : rows))
            .toList()));
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/files"))
            .header("X-API-Key", TestStack.API_KEY)
            .header("Content-Type", "text/csv")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> content))
            .build();

        // When
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"items\":12500,\"accepted\":1,\"duplicates\":12499");
    }

    @Test
    void whatBecameOfAFileCanBeAskedFor() {
        String id = upload("text/csv", unique + ".csv", HEADER + row(1, "1")).statusCode(202).extract().path("id");

        sender("application/json").get("/v1/files/" + id)
            .then()
            .statusCode(200)
            .body("state", equalTo("done"))
            .body("counts.accepted", equalTo(1))
            .body("sha256.length()", equalTo(64));
        sender("application/json").get("/v1/files")
            .then()
            .statusCode(200)
            .body("items[0].name", equalTo(unique + ".csv"));
        sender("application/json").get("/v1/files/none").then().statusCode(404);
    }
}
