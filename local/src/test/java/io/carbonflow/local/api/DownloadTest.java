package io.carbonflow.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

class DownloadTest {

    @TempDir
    private Path directory;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isThere = exchange.getRequestURI().getPath().equals("/there")
                    && "Bearer k".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = (isThere ? "content" : "no such month").getBytes(UTF_8);
            exchange.sendResponseHeaders(isThere ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFileIsThereWhenAllOfItIs() throws IOException {
        Path file = directory.resolve("a.parquet");
        Files.writeString(file, "of an earlier day");

        api().download("/there", file);

        assertThat(file).hasContent("content");
        assertThat(directory.toFile().list()).containsExactly("a.parquet");
    }

    @Test
    void anAnswerThatIsNoFileIsSaidAndNotKept() {
        assertThatThrownBy(() -> api().download("/absent", directory.resolve("a.parquet")))
            .isInstanceOf(ApiException.class)
            .hasMessageContaining("400")
            .hasMessageContaining("no such month");

        assertThat(directory).isEmptyDirectory();
    }

    private Api api() {
        return new Api("http://localhost:" + server.getAddress().getPort(), "k");
    }
}
