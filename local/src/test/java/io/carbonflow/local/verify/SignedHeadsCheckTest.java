package io.carbonflow.local.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.carbonflow.local.api.Api;

/** A ledger that takes its time to verify itself. */
class SignedHeadsCheckTest {

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private boolean isSigning = true;
    private HttpServer ledger;

    @BeforeEach
    void aLedger() throws IOException {
        ledger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ledger.createContext("/v1/blocks/head", exchange -> {
            String head = heads.isEmpty() ? "{\"items\":[{}],\"signed_head\":{\"number\":1}}" : heads.remove();
            answer(exchange, 200, head);
        });
        ledger.createContext("/v1/keys", exchange -> answer(exchange, 200, "{\"signing\":" + isSigning + "}"));
        ledger.createContext("/v1/verifications", exchange -> {
            boolean isAsked = exchange.getRequestMethod().equals("POST");
            answer(exchange, isAsked ? 202 : 200, isAsked ? "{\"id\":\"v1\"}" : answers.remove());
        });
        ledger.start();
        answers.add("{\"state\":\"pending\"}");
        answers.add("{\"state\":\"pending\"}");
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        ledger.stop(0);
    }

    @Test
    void saysHowManyHeadsWereFollowedAndWhoseKeyVouchesForThem() {
        answers.add("{\"state\":\"verified\",\"signed_heads\":7,\"entries\":1200,\"key_id\":\"ab12\"}");

        assertThat(run()).isEqualTo(new SignedHeadsCheck.Outcome(true,
                "the ledger has verified 7 signed heads and 1,200 entries below them; their newest key is ab12"));
    }

    @Test
    void saysWhereNobodyVouchesForTheHeadsOrThereAreNone() {
        answers.add("{\"state\":\"verified\",\"signed_heads\":7,\"entries\":1200}");
        assertThat(run().says()).endsWith("nobody vouches for them");

        answers.add("{\"state\":\"verified\",\"signed_heads\":0,\"entries\":3}");
        assertThat(run().says()).startsWith("there is no signed head");
    }

    @Test
    void namesWhatIsWrong() {
        answers.add("{\"state\":\"failed\",\"first_bad\":{\"signed_head\":4,\"detail\":\"it goes back\"}}");
        assertThat(run()).isEqualTo(new SignedHeadsCheck.Outcome(false, "signed head 4: it goes back"));

        answers.add("{\"state\":\"failed\",\"first_bad\":{\"block\":\"3:1\",\"detail\":\"shorter\"}}");
        assertThat(run()).isEqualTo(new SignedHeadsCheck.Outcome(false, "block 3:1: shorter"));
    }

    @Test
    void waitsForTheFirstHeadOfALedgerThatHasJustBegun() {
        heads.add("{\"items\":[{}],\"signed_head\":null}");
        heads.add("{\"items\":[{}]}");
        answers.add("{\"state\":\"verified\",\"signed_heads\":1,\"entries\":3,\"key_id\":\"ab12\"}");

        assertThat(run().says()).startsWith("the ledger has verified 1 signed heads");
        assertThat(asked.subList(0, asked.indexOf("/v1/verifications"))).containsExactly("/v1/blocks/head",
                "/v1/keys", "/v1/blocks/head", "/v1/keys", "/v1/blocks/head");
    }

    @Test
    void waitsForNoHeadWhereNobodySigns() {
        isSigning = false;
        heads.add("{\"items\":[{}],\"signed_head\":null}");
        answers.add("{\"state\":\"verified\",\"signed_heads\":0,\"entries\":3}");

        assertThat(run().says()).startsWith("there is no signed head");
        assertThat(asked).startsWith("/v1/blocks/head", "/v1/keys", "/v1/verifications");
    }

    private SignedHeadsCheck.Outcome run() {
        return new SignedHeadsCheck(new Api("http://localhost:" + ledger.getAddress().getPort(), "k"),
                Duration.ofMillis(1))
            .run();
    }
}
