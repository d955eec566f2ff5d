package io.carbonflow.gateway.cdc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.cdc.ChangeReader.Around;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.ReadingContract;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;

/**
 * Changes of database rows, over HTTP and from topics. What a topic's record has beside its value (its topic and key)
 * travels in the content type, so that the bytes of a dead letter alone can be read again.
 */
@ApplicationScoped
public class CdcAdapter implements WayIn {

    private static final Pattern TOPIC = Pattern.compile(";\\s*topic=\"([^\"]*)\"");
    private static final Pattern OFFSET = Pattern.compile(";\\s*offset=(\\d{1,18})");
    private static final Pattern KEY = Pattern.compile(";\\s*key=\"([A-Za-z0-9_=-]*)\"");

    private final RowVerdicts verdicts;
    private final IntakeConfig config;

    public CdcAdapter(ActivityContract activities, ReadingContract readings, TableMappings mappings,
            OutboxVerdicts.Documents documents, IntakeConfig config) {
        verdicts = new RowVerdicts(activities::examine, mappings,
                new OutboxVerdicts(activities::examine, readings::examine, mappings, documents));
        this.config = config;
    }

    @Override
    public String channel() {
        return Channel.CDC;
    }

    /** The content type under which a record of a topic is read. */
    static String contentType(String topic, byte[] key, long offset) {
        String base = "application/json;topic=\"" + topic + "\";offset=" + offset;
        return key == null || key.length == 0 || key.length > 1_000 ? base
                : base + ";key=\"" + Base64.getUrlEncoder().encodeToString(key) + '"';
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        String type = envelope.contentType();
        Matcher topic = TOPIC.matcher(type);
        boolean fromTopic = topic.find();
        var around = new Around(messageKey(type), fromTopic ? topic.group(1) : "", offset(type), envelope.receivedAt());
        if (body.length == 0 && fromTopic) {
            return Batch.single(body,
                    of(new JsonItem(0, body, NullNode.instance, null), envelope, around).get(0).verdict());
        }
        JsonItems split = isLines(type) ? JsonItems.ofLines(body) : JsonItems.ofDocument(body);
        if (split.items().size() > config.itemsMax()) {
            return Batch.single(body, Reasons.only(ReasonCode.TOO_LARGE, null, "a body has at most " + config.itemsMax()
                    + " items, found " + split.items().size()));
        }
        var examined = new ArrayList<Examined>();
        split.items()
            .forEach(item -> examined.addAll(OutboxBytes.examined(item, of(item, envelope, around.at(item.index())))));
        return new Batch(split.several() || examined.size() != 1, examined);
    }

    private List<Part> of(JsonItem item, Envelope envelope, Around around) {
        if (item.bytes().length > config.itemBytesMax()) {
            return List.of(refused(ReasonCode.TOO_LARGE, "an item has at most " + config.itemBytesMax()
                    + " bytes, found " + item.bytes().length));
        }
        return item.json() == null ? List.of(refused(ReasonCode.MALFORMED, item.unreadable()))
                : verdicts.of(ChangeReader.read(item.json(), around), envelope.tenantId(), envelope.receivedAt());
    }

    private static Part refused(ReasonCode code, String detail) {
        return Part.whole(Reasons.only(code, null, detail));
    }

    private static long offset(String type) {
        Matcher offset = OFFSET.matcher(type);
        return offset.find() ? Long.parseLong(offset.group(1)) : 0;
    }

    private static JsonNode messageKey(String type) {
        Matcher key = KEY.matcher(type);
        if (!key.find()) {
            return MissingNode.getInstance();
        }
        try {
            return ChangeReader
                .parsedKey(Base64.getUrlDecoder().decode(key.group(1).getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException notBase64) {
            return MissingNode.getInstance();
        }
    }

    private static boolean isLines(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.contains("ndjson") || type.contains("jsonl") || type.contains("json-seq");
    }
}
