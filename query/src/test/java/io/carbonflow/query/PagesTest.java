package io.carbonflow.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(QueryStack.class)
class PagesTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/entries/01a20386-9df3-7187-b21e-fae77e3c78a2"})
    void needNoKeyAndRunNoInlineCode(String path) {
        given().get(path)
            .then()
            .statusCode(200)
            .contentType(containsString("text/html"))
            .header("Content-Security-Policy", containsString("script-src 'self'"))
            .header("Content-Security-Policy", not(containsString("unsafe-inline")))
            .header("Cache-Control", equalTo("no-cache"))
            .header("X-Content-Type-Options", equalTo("nosniff"))
            .body(not(containsString("<style")))
            .body(not(containsString(" style=")));
    }

    @Test
    void loadOnlyFilesOfTheirOwn() {
        String page = given().get("/").then().extract().asString();
        var files = Pattern.compile("(?:src|href)=\"([^\"#]+)\"")
            .matcher(page)
            .results()
            .map(file -> file.group(1))
            .toList();

        assertThat(files).hasSizeGreaterThanOrEqualTo(3).allSatisfy(file -> {
            assertThat(file).startsWith("/").doesNotStartWith("//");
            given().get(file).then().statusCode(200);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi", "/q/swagger-ui/"})
    void standBesideWhatOperatorsNeed(String path) {
        await().untilAsserted(() -> given().get(path).then().statusCode(200));
    }

    @Test
    void measureTheLatencyOfRequestsAndTheClientsOfTheStream() {
        given().get("/");
        given().get("/q/metrics")
            .then()
            .body(containsString("http_server_requests_seconds_bucket"))
            .body(containsString("carbonflow_stream_clients"))
            .body(containsString("carbonflow_outbox_sent_total"));
    }
}
