package io.carbonflow.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

class LoaderTest {

    @TempDir
    Path directory;

    @Test
    void readsCsvWhoseColumnsAreNamedLikeTheFields() throws IOException {
        assertThat(items("a.csv", """
                id,activity,quantity,unit,source_id,attributes.direction,note
                e-1,electricity.grid,12.50,kWh,"m ""1"", hall",inbound,
                e-2,electricity.grid,7,kWh,m2,,late
                """)).containsExactly(
                """
                        {"id":"e-1","activity":"electricity.grid","quantity":"12.50","unit":"kWh","source_id":"m \\"1\\", hall","attributes":{"direction":"inbound"}}""",
                """
                        {"id":"e-2","activity":"electricity.grid","quantity":"7","unit":"kWh","source_id":"m2","attributes":{"note":"late"}}""");
    }

    @Test
    void readsDecimalCommasInAFileWithSemicolons() throws IOException {
        assertThat(items("a.csv", "\uFEFFid;quantity\ne-1;1.247,3\n")).containsExactly("""
                {"id":"e-1","quantity":"1247.3"}""");
    }

    @Test
    void readsASingleObjectAnArrayAndLines() throws IOException {
        assertThat(items("a.json", "{\"id\": \"e-1\", \"quantity\": 1.10}")).containsExactly("""
                {"id":"e-1","quantity":1.10}""");
        assertThat(items("b.json", "[{\"id\":\"e-1\"},{\"id\":\"e-2\"}]")).hasSize(2);
        assertThat(items("c.ndjson", "{\"id\":\"e-1\"}\n\n{\"id\":\"e-2\"}\n")).hasSize(2);
    }

    @Test
    void refusesALineThatHasAnotherNumberOfCellsThanTheHeader() {
        assertThatThrownBy(() -> items("a.csv", "id,unit\ne-1,kWh,x\n")).isInstanceOf(ApiException.class)
            .hasMessageContaining("a line has 3 cells, the header has 2");
    }

    @Test
    void countsWhatTheGatewayAnswersAndNamesWhatItRefused() throws IOException {
        // Given
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/v1/activities", exchange -> {
            byte[] answer = """
                    {"accepted":["e-1"],"duplicates":["e-2"],"rejected":[{"index":2,"id":"e-3","reasons":
                     [{"code":"UNIT_UNKNOWN","field":"unit","detail":"unit 'x' is not known"}]}]}""".getBytes(UTF_8);
            exchange.sendResponseHeaders(202, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        gateway.start();
        try {
            Path file = Files.writeString(directory.resolve("a.ndjson"), "{}\n{}\n{}\n");

            // When
            var outcome = new Loader(new Api("http://localhost:" + gateway.getAddress().getPort(), "key"))
                .load(ActivityFile.open(file));

            // Then
            assertThat(outcome).isEqualTo(new Loader.Outcome(1, 1, 1,
                    List.of("item 3: UNIT_UNKNOWN (unit 'x' is not known)")));
        } finally {
            gateway.stop(0);
        }
    }

    private List<String> items(String name, String content) throws IOException {
        Iterator<String> items = ActivityFile.open(Files.writeString(directory.resolve(name), content)).items();
        var all = new ArrayList<String>();
        items.forEachRemaining(all::add);
        return all;
    }
}
