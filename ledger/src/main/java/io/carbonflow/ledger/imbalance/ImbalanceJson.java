package io.carbonflow.ledger.imbalance;

import java.time.Instant;
import java.util.List;

import io.carbonflow.ledger.imbalance.Finding.Removed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The lists of a finding as the database keeps them. */
final class ImbalanceJson {

    private ImbalanceJson() {}

    static JsonArray records(List<MissingRecord> records) {
        var array = new JsonArray();
        records.forEach(record -> array.add(new JsonObject().put("topic", record.topic())
            .put("partition", record.partition())
            .put("offset", record.offset())
            .put("event_id", storable(record.eventId()))
            .put("received_at", record.receivedAt().toString())
            .put("missing", record.missing())
            .put("followed_by", record.followedBy())));
        return array;
    }

    static List<MissingRecord> records(JsonArray array) {
        return array.stream()
            .map(JsonObject.class::cast)
            .map(record -> new MissingRecord(record.getString("topic"), record.getInteger("partition"),
                    record.getLong("offset"), record.getString("event_id"),
                    Instant.parse(record.getString("received_at")), record.getString("missing"),
                    record.getString("followed_by")))
            .toList();
    }

    static JsonArray removed(List<Removed> removed) {
        var array = new JsonArray();
        removed.forEach(one -> array.add(new JsonObject().put("topic", one.topic())
            .put("partition", one.partition())
            .put("first_offset", one.firstOffset())));
        return array;
    }

    static List<Removed> removed(JsonArray array) {
        return array.stream()
            .map(JsonObject.class::cast)
            .map(one -> new Removed(one.getString("topic"), one.getInteger("partition"), one.getLong("first_offset")))
            .toList();
    }

    /** JSON in the database takes every character but this one. */
    private static String storable(String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
