package io.carbonflow.gateway.mqtt;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.Intake;
import io.carbonflow.gateway.intake.IntakeAnswer;
import io.carbonflow.gateway.intake.Retries;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.intake.json.Quote;

/**
 * A publish the MQTT broker refused, as it reports it: kept as a dead letter of the publisher's own tenant, with the
 * bytes the publisher sent.
 */
@ApplicationScoped
public class RefusedPublish {

    private final Intake intake;
    private final Retries retries;

    RefusedPublish(Intake intake, Retries retries) {
        this.intake = intake;
        this.retries = retries;
    }

    CompletionStage<IntakeAnswer> take(Envelope envelope, byte[] report) {
        JsonNode json = JsonItems.ofDocument(report).items().get(0).json();
        var item = json == null ? new Examined(0, report, refusal("", "", "FOREIGN_TOPIC"))
                : new Examined(0, original(json, report), refusal(json.path("topic").asText(),
                        json.path("client_id").asText(), json.path("reason").asText()));
        return retries.untilDone(() -> intake.take(envelope, List.of(item)));
    }

    private static byte[] original(JsonNode report, byte[] otherwise) {
        try {
            return Base64.getDecoder().decode(report.path("payload").asText());
        } catch (IllegalArgumentException notBase64) {
            return otherwise;
        }
    }

    private static Verdict refusal(String topic, String clientId, String reason) {
        String why = reason.equals("ROLE") ? "the role of its key does not publish"
                : "a client publishes below carbonflow/{tenant}/ and {tenant}/ of its own tenant";
        return Reasons.only(ReasonCode.SOURCE_UNKNOWN, "topic",
                "the client " + Quote.of(clientId) + " may not publish to " + Quote.of(topic) + ": " + why);
    }
}
