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
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

class LoaderTest {

    @TempDir
    Path directory;

    private final List<String> received = new ArrayList<>();
    private HttpServer gateway;
    private int status;
    private String answer;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/v1/files", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Disposition") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private Loader.Outcome load(String name, String content) throws IOException {
        return new Loader(new Api("http://localhost:" + gateway.getAddress().getPort(), "key"))
            .load(Files.writeString(directory.resolve(name), content));
    }

    @Test
    void sendsAFileAsItIsAndNamesWhatWasRefused() throws IOException {
        status = 202;
        answer = """
                {"counts":{"items":5,"accepted":1,"duplicates":1,"rejected":1,"held":2,"context":0},
                 "accepted":["e-1"],"duplicates":["e-2"],"rejected":[{"index":2,"line":4,"id":"e-3","reasons":
                 [{"code":"UNIT_UNKNOWN","field":"unit","detail":"'a.csv' line 4: unit 'x' is not known"}]}]}""";

        var outcome = load("a.csv", "id;ü\n");

        assertThat(outcome).isEqualTo(new Loader.Outcome(1, 1, 1, 2,
                List.of("UNIT_UNKNOWN ('a.csv' line 4: unit 'x' is not known)")));
        assertThat(received).containsExactly("text/csv attachment; filename*=UTF-8''a.csv id;ü\n");
    }

    @Test
    void aFileOfWhichNothingCanBeReadIsOneRefusal() throws IOException {
        status = 400;
        answer = "{\"reasons\":[{\"code\":\"MALFORMED\",\"detail\":\"the file is empty\"}]}";

        assertThat(load("a b.x12", "")).isEqualTo(
                new Loader.Outcome(0, 0, 1, 0, List.of("MALFORMED (the file is empty)")));
        assertThat(received).containsExactly("application/edi-x12 attachment; filename*=UTF-8''a%20b.x12 ");
    }

    @Test
    void whatTheGatewayWillNotAnswerIsSaid() {
        status = 401;
        answer = "no";

        assertThatThrownBy(() -> load("a.json", "{}")).isInstanceOf(ApiException.class).hasMessageContaining("401");
        assertThatThrownBy(() -> new Loader(new Api("http://localhost:1", "key")).load(directory.resolve("none.csv")))
            .hasMessageContaining("none.csv is not there");
    }
}
