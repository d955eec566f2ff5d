package io.carbonflow.gateway.intake;

import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.masterdata.MasterData;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.ReadingContract;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;

/** Reads bodies whose items are JSON objects: one, an array, or a line each. */
@ApplicationScoped
public class JsonBatches {

    private final ActivityContract activities;
    private final ReadingContract readings;
    private final MasterData masterData;
    private final IntakeConfig config;

    public JsonBatches(ActivityContract activities, ReadingContract readings, MasterData masterData,
            IntakeConfig config) {
        this.activities = activities;
        this.readings = readings;
        this.masterData = masterData;
        this.config = config;
    }

    public Batch activities(Envelope envelope, byte[] body) {
        return read(envelope, body, activities::examine);
    }

    public Batch readings(Envelope envelope, byte[] body) {
        return read(envelope, body, (item, receivedAt) -> readings.examine(item, receivedAt,
                sensor -> masterData.device(envelope.tenantId(), sensor)));
    }

    private interface Contract {
        Verdict examine(JsonNode item, Instant receivedAt);
    }

    private Batch read(Envelope envelope, byte[] body, Contract contract) {
        Function<JsonItem, Examined> examine = item -> new Examined(item.index(), item.bytes(),
                verdict(item, envelope, contract));
        JsonItems.Taken<Examined> read = isLines(envelope.contentType())
                ? JsonItems.lines(body, config.itemsMax(), examine)
                : JsonItems.document(body, config.itemsMax(), examine);
        return read.found() <= config.itemsMax() ? new Batch(read.several(), read.items())
                : Batch.single(body, Reasons.only(ReasonCode.TOO_LARGE, null, "a body has at most "
                        + config.itemsMax() + " items, found " + read.found()));
    }

    private Verdict verdict(JsonItem item, Envelope envelope, Contract contract) {
        if (item.bytes().length > config.itemBytesMax()) {
            return tooLarge(item.bytes().length);
        }
        return item.json() == null ? Reasons.only(ReasonCode.MALFORMED, null, item.unreadable())
                : contract.examine(item.json(), envelope.receivedAt());
    }

    /** The refusal of an item of this many bytes. */
    Verdict.Refused tooLarge(int bytes) {
        return Reasons.only(ReasonCode.TOO_LARGE, null,
                "an item has at most %d bytes, found %d; the dead letter keeps the first %1$d".formatted(
                        config.itemBytesMax(), bytes));
    }

    private static boolean isLines(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.contains("ndjson") || type.contains("jsonl") || type.contains("json-seq");
    }
}
