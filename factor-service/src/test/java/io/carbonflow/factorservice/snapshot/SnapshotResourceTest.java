package io.carbonflow.factorservice.snapshot;

import static io.carbonflow.factorservice.Drafts.anId;
import static io.carbonflow.factorservice.Drafts.asOwner;
import static io.carbonflow.factorservice.Drafts.publish;
import static io.carbonflow.factorservice.Drafts.row;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(FactorStack.class)
class SnapshotResourceTest {

    @TestHTTPResource("/v1/snapshot")
    URI snapshot;

    @BeforeEach
    void theServiceIsReady() {
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void answersNotModifiedWhereTheContentIsKnown() {
        String etag = asOwner().get("/v1/snapshot").then().statusCode(200).extract().header("ETag");

        asOwner().header("If-None-Match", etag).get("/v1/snapshot").then().statusCode(304).header("ETag", etag);
        asOwner().header("If-None-Match", "\"another\", W/" + etag).get("/v1/snapshot").then().statusCode(304);
        asOwner().header("If-None-Match", "\"another\"").get("/v1/snapshot").then().statusCode(200);
    }

    @Test
    void theEtagChangesWithAPublishedEdition() {
        String before = asOwner().get("/v1/snapshot").header("ETag");

        publish(anId(), row("own.snapshot", "waste.landfill", "0.5"));

        asOwner().header("If-None-Match", before)
            .get("/v1/snapshot")
            .then()
            .statusCode(200)
            .header("ETag", not(equalTo(before)));
    }

    @Test
    void theFilesHaveTheDigestsThatAreSaid() {
        var answer = asOwner().get("/v1/snapshot").then().extract();

        assertThat(answer.header("ETag")).isEqualTo('"' + answer.<String>path("etag") + '"');
        String csv = answer.path("editions.find { it.id == '2025.1' }.csv");
        String digest = answer.path("editions.find { it.id == '2025.1' }.sha256");
        assertThat(FactorEditionCsv.sha256(csv.getBytes(UTF_8))).isEqualTo(digest);
    }

    @Test
    void travelsCompressedWhereThatIsAccepted() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(snapshot)
            .header("Authorization", "Bearer " + TestStack.API_KEY)
            .header("Accept-Encoding", "gzip");
        var plain = HttpRequest.newBuilder(snapshot).header("Authorization", "Bearer " + TestStack.API_KEY);
        var client = HttpClient.newHttpClient();

        var compressed = client.send(request.build(), BodyHandlers.ofByteArray());
        var uncompressed = client.send(plain.build(), BodyHandlers.ofByteArray());

        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(uncompressed.headers().firstValue("Content-Encoding")).isEmpty();
        try (var content = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(content.readAllBytes()).isEqualTo(uncompressed.body());
        }
        assertThat(compressed.body().length).isLessThan(uncompressed.body().length / 5);
    }

    @Test
    void isForCallersWithAKeyOnly() {
        given().get("/v1/snapshot").then().statusCode(401);
    }
}
